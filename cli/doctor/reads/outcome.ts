import { answerBudget } from "../../../lambda/deadline.ts";
import type { Failure, FailureCode } from "../../../lambda/failure.ts";
import { HEAD_START_MS } from "../../../lambda/signaling/head-start.ts";
import { isComplete } from "../../../lambda/signaling/race-ways.ts";
import type { CameraRecord } from "../../../protocol/camera-record.ts";
import type { WayTried } from "./try-way.ts";

/** How long the skill takes for its answer at the most, in milliseconds: Alexa waits 6,000. */
export const IN_TIME_MS = answerBudget(false, Number.POSITIVE_INFINITY);

/**
 * What a way brought: an answer of use, in the skill's time or later; no answer; one without a candidate that Alexa could
 * use; one that no session can come of; or KVS refused to ask.
 */
export type Outcome = "usable" | "late" | "none" | "bare" | "unusable" | "refused";

const outcomeOfFailure: Readonly<Partial<Record<FailureCode, Outcome>>> = {
  "answer-empty": "none",
  "answer-late": "none",
  "answer-without-candidates": "bare",
  "answer-unreadable": "unusable",
};

/** Says what a way brought. */
export function outcomeOf({ failure, answer, findings, stages }: WayTried): Outcome {
  if (failure !== undefined) return outcomeOfFailure[failure.code] ?? "refused";
  const gravest = findings.find(({ severity }) => severity === "refuse");
  if (gravest !== undefined) return gravest.rule === "answer-without-candidates" ? "bare" : "unusable";
  if (!isComplete({ sdp: answer ?? "" })) return "bare";
  return (stages.answer ?? 0) > IN_TIME_MS ? "late" : "usable";
}

/** Whether KVS refused to ask the camera; then there is a failure. */
export function isRefused(tried: WayTried): tried is WayTried & { readonly failure: Failure } {
  return outcomeOf(tried) === "refused";
}

/** Whether the skill comes to an answer in time, going the ways that the camera's record says. */
export function isAnswered({ signaling }: Pick<CameraRecord, "signaling">, alexa: WayTried, viewer: WayTried): boolean {
  const [byAlexa, asViewer] = [outcomeOf(alexa), outcomeOf(viewer)];
  if (signaling === "alexa-offer") return byAlexa === "usable";
  if (signaling === "viewer") return asViewer === "usable";
  if (byAlexa === "usable") return true;
  // Any other failure of the documented way ends the view before the viewer way has begun.
  const isAskedAsViewer = byAlexa === "none" || byAlexa === "late" || byAlexa === "bare";
  const { answer = Number.POSITIVE_INFINITY } = viewer.stages;
  return isAskedAsViewer && asViewer === "usable" && HEAD_START_MS + answer <= IN_TIME_MS;
}

/** The way by which the skill gets the camera's answer, where it gets one. */
export function wayThatCounts({ signaling }: Pick<CameraRecord, "signaling">, alexa: WayTried): WayTried["way"] {
  if (signaling !== "auto") return signaling;
  return outcomeOf(alexa) === "usable" ? "alexa-offer" : "viewer";
}
