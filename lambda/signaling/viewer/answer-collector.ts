import { readCandidateLine } from "../../../protocol/sdp/candidate-line.ts";
import { type BareAnswer, readBareAnswer } from "../../../protocol/sdp/fold-candidates.ts";
import { type IceCandidate, isNullCandidate, unwrapIceCandidate } from "../../../protocol/signaling/ice-candidate.ts";
import type { RelayedMessage } from "../../../protocol/signaling/messages.ts";
import { asFailure, Failure } from "../../failure.ts";
import { unwrapAnswer } from "../unwrap-answer.ts";

/** After so many milliseconds without a further usable candidate there is no waiting for the next. */
const QUIET_MS = 400;
/** The longest that more candidates are waited for, from when the answer and a usable one are there, in milliseconds. */
const MOST_MS = 1_000;
/** So many candidates are enough. */
const MOST_CANDIDATES = 50;
/** So many messages with candidates are read, whatever is in them. */
const MOST_MESSAGES = 1_000;

/** Makes one answer of what a master sends piece by piece. */
export interface AnswerCollector {
  /** The answer with its candidates, once there is nothing to wait for. @throws {Failure} answer-unreadable or answer-without-candidates; or what `stop` and `fail` say. */
  readonly complete: Promise<string>;
  /** Takes a message from the channel; others than the master's answer and candidates are left alone. */
  take(message: RelayedMessage): void;
  /** Ends the collecting with what there is; where nothing of it is usable, with an error. */
  stop(otherwise: (answered: boolean) => Error): void;
  /** Ends the collecting with an error, whatever there is. */
  fail(error: Error): void;
}

/**
 * Makes an empty collector. Candidates may come before their answer: the service does not promise order.
 * The answer is complete when the master says that no candidate follows, 400 ms after the last usable candidate, 1,000
 * ms after the answer and a usable candidate are there, or with 50 candidates. Timers run only in these intervals.
 */
export function createAnswerCollector(onAnswer: () => void): AnswerCollector {
  const kept = new Map<string, IceCandidate>();
  const { promise: complete, resolve, reject } = withResolvers<string>();
  let answer: BareAnswer | undefined;
  /** An end of candidates that was heard: of all, or of one section, whose transport the others may share. */
  let ended: "section" | "all" | undefined;
  let over = false;
  let messages = 0;
  let quiet: NodeJS.Timeout | undefined;
  let most: NodeJS.Timeout | undefined;

  // A view that is over before it waits for this hears of its failure otherwise.
  complete.catch(() => {});

  const isEnded = () => ended === "all" || (ended === "section" && answer?.isBundled === true);
  const isUsable = () => kept.size > 0 || answer?.hasCandidates === true;

  function close(): void {
    over = true;
    clearTimeout(quiet);
    clearTimeout(most);
  }

  function fail(error: Error): void {
    close();
    reject(error);
  }

  function finish(): void {
    if (answer === undefined) return;
    close();
    resolve(answer.complete([...kept.values()].slice(0, MOST_CANDIDATES)));
  }

  /** After each thing that brings the answer nearer to its end. */
  function consider(): void {
    if (over || answer === undefined || !isUsable()) return;
    clearTimeout(quiet);
    if (isEnded() || kept.size >= MOST_CANDIDATES) {
      finish();
      return;
    }
    quiet = setTimeout(finish, QUIET_MS);
    most ??= setTimeout(finish, MOST_MS);
  }

  function takeAnswer(payload: string): void {
    if (answer !== undefined) return;
    answer = readBareAnswer(unwrapAnswer(payload));
    for (const [key, candidate] of kept) if (!answer.takes(candidate)) kept.delete(key);
    onAnswer();
    // No candidate can complete it, so nobody needs to wait for one.
    if (answer.isRefusal) throw new Failure("answer-without-candidates");
    if (kept.size === 0) ended = undefined;
    if (answer.hasEnded && answer.hasCandidates) ended ??= "section";
    consider();
  }

  function takeCandidate(payload: string): void {
    messages += 1;
    if (messages > MOST_MESSAGES) return;
    const candidate = unwrapIceCandidate(payload);
    const isEnd = candidate === undefined ? isNullCandidate(payload) : candidate.candidate.trim() === "";
    if (isEnd) {
      // An end that overtook all candidates ends nothing: the service does not promise order.
      if (!isUsable()) return;
      const namesSection = Boolean(candidate?.sdpMid) || typeof candidate?.sdpMLineIndex === "number";
      ended = namesSection ? (ended ?? "section") : "all";
      consider();
      return;
    }
    if (candidate === undefined) return;
    const usable = answer?.takes(candidate) ?? readCandidateLine(candidate.candidate) !== undefined;
    const key = `${candidate.sdpMid} ${candidate.sdpMLineIndex} ${candidate.candidate}`;
    if (!usable || kept.has(key)) return;
    kept.set(key, candidate);
    consider();
  }

  return {
    complete,
    take({ messageType, messagePayload, senderClientId }) {
      // Whoever has a client id is a viewer; some clients write every key of a template, and leave it empty.
      if (over || senderClientId) return;
      try {
        if (messageType === "SDP_ANSWER") takeAnswer(messagePayload);
        else if (messageType === "ICE_CANDIDATE") takeCandidate(messagePayload);
      } catch (failure) {
        fail(asFailure(failure));
      }
    },
    stop(otherwise) {
      if (over) return;
      if (answer !== undefined && isUsable()) finish();
      else fail(otherwise(answer !== undefined));
    },
    fail(error) {
      if (!over) fail(error);
    },
  };
}

/** Node 20 has no Promise.withResolvers. */
function withResolvers<Value>() {
  let resolve: (value: Value) => void = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<Value>((take, refuse) => {
    resolve = take;
    reject = refuse;
  });
  return { promise, resolve, reject };
}
