import { epochNow } from "../../camera/clock.ts";
import { alexaSays } from "../alexa-cloud/spoken.ts";
import type { Parts } from "../parts.ts";
import { followView } from "../view/follow-view.ts";
import { ALEXA_ANSWER_LIMIT_MILLISECONDS, marginOf } from "../view/timeline.ts";
import { recordWire } from "../wire/recorder.ts";
import type { SessionMessages, SessionReply, SessionReport, SessionRequest } from "./calls.ts";
import { createJudge, type Seen } from "./judge.ts";
import { brokenSkill, browserFailures, splitCode, tooLate } from "./sentences.ts";
import type { View } from "./state.ts";

/** One view on the page, from the phrase to its end. */
export interface Session {
  readonly sessionId: string;
  readonly deviceId: string;
  /** Whether it is still asked for or played. */
  goesOn(): boolean;
  /** Whether somebody waits for its picture. */
  awaited(): boolean;
  /** What the page shows of it. */
  view(): View;
  messages(): SessionMessages;
  /** Sends the directive. Never rejects: what goes wrong stands in the view. */
  initiate(): Promise<SessionReply>;
  /** Takes what became of the answer in the browser. */
  report(report: SessionReport): void;
  /** Ends it at the skill, as Alexa does on "stop"; once, however often it is asked. */
  end(): Promise<void>;
}

/** What a session is opened with. */
export interface SessionOptions {
  readonly request: SessionRequest;
  /** The camera's, as Alexa knows it. */
  readonly name: string;
  readonly parts: Pick<Parts, "alexa" | "happenings" | "records">;
  /** Hears of everything that changes the view. */
  readonly onChange: () => void;
  /** Epoch milliseconds. */
  readonly now?: () => number;
}

/** Opens a session; nothing is asked of the skill yet. */
export function openSession({ request, name, parts, onChange, now = epochNow }: SessionOptions): Session {
  const { alexa, happenings } = parts;
  const { sessionId } = request;
  const endpoint = { endpointId: request.cameraId, sessionId };
  const startedAt = now();
  const record = parts.records.find(({ id }) => id === request.cameraId);
  const followed = followView({ sessionId, startedAt, happenings, onStage: onChange });
  const wire = recordWire({ sessionId, record, happenings });
  let phase: View["phase"] = "asking";
  let failure: View["failure"];
  let answer: string | undefined;
  let seen: Seen = { reply: "none" };
  // The answer waits for no judgement: SDPs are judged when they are shown.
  const judge = createJudge(request.offer, record);
  let ended: Promise<void> | undefined;

  function fail(reason: Pick<NonNullable<View["failure"]>, "type" | "code" | "sentence">): void {
    // Whoever stopped it does not want to know what would have become of it.
    if (failure !== undefined || phase === "ended") return;
    phase = "failed";
    const afterMilliseconds = Math.round((now() - startedAt) * 10) / 10;
    failure = { alexaSays: alexaSays(reason.type, name), ...reason, afterMilliseconds };
    onChange();
  }

  async function initiate(): Promise<SessionReply> {
    try {
      const reply = await alexa.initiateSession({ ...endpoint, offer: request.offer });
      const took = now() - startedAt;
      if (took > ALEXA_ANSWER_LIMIT_MILLISECONDS) {
        seen = { ...seen, reply: "broken" };
        fail({ sentence: tooLate(took) });
        return { sessionId };
      }
      if ("error" in reply) {
        const { code, sentence } = splitCode(reply.error.message);
        seen = { ...seen, reply: "error", failureCode: code, failureSentence: sentence };
        fail({ type: reply.error.type, code, sentence });
        return { sessionId };
      }
      followed.mark("answerEvent", now());
      answer = reply.value;
      seen = { ...seen, reply: "answer" };
      if (phase === "asking") phase = "connecting";
      return { sessionId, answer };
    } catch (error) {
      seen = { ...seen, reply: "broken" };
      fail({ sentence: brokenSkill(error) });
      return { sessionId };
    } finally {
      wire.answered();
      onChange();
      // The skill's own times come a moment after its answer, and nobody waits for them.
      void followed.ledger().then(settle);
    }
  }

  function settle(): void {
    followed.stop();
    // Of a view that came to nothing there is no more to hear.
    if (phase === "failed") wire.stop();
    onChange();
  }

  function report(happened: SessionReport): void {
    if (phase === "ended" || phase === "failed") return;
    if (happened.event === "failed") {
      seen = { ...seen, failed: happened.reason };
      fail({ sentence: browserFailures[happened.reason] });
      void end();
    } else if (happened.event === "ice-connected") {
      followed.mark("iceConnected", happened.at);
      seen = { ...seen, connection: { codecs: [], ...seen.connection, iceConnected: true } };
      // What the skill answers is recorded, and a refusal changes nothing for the picture.
      void alexa.sessionConnected(endpoint).then(onChange, onChange);
    } else {
      followed.mark("firstFrame", happened.at);
      seen = { ...seen, connection: { ...happened.connection, iceConnected: true } };
      const what = "the first frame, and the connection it came over";
      wire.note("firstFrame", { at: happened.at, from: "camera", to: "Echo Show", what, body: happened.connection });
      phase = "playing";
    }
    onChange();
  }

  function end(): Promise<void> {
    ended ??= disconnect();
    return ended;
  }

  async function disconnect(): Promise<void> {
    if (phase !== "failed") phase = "ended";
    onChange();
    // There is no session to end where the skill made none; and what it answers changes nothing any more.
    if (seen.reply === "answer" || seen.reply === "none") await alexa.sessionDisconnected(endpoint).catch(() => {});
    wire.stop();
    followed.stop();
    onChange();
  }

  return {
    sessionId,
    deviceId: request.deviceId,
    initiate,
    report,
    end,
    goesOn: () => phase === "asking" || phase === "connecting" || phase === "playing",
    awaited: () => phase === "asking" || phase === "connecting",
    messages: wire.messages,
    view: () => ({
      sessionId,
      deviceId: request.deviceId,
      camera: { id: request.cameraId, name },
      phrase: request.phrase,
      startedAt,
      phase,
      timeline: followed.timeline(),
      ...followed.waysTaken(),
      ...marginOf(followed.timeline()),
      ...(failure === undefined ? {} : { failure }),
      ...judge(seen, answer ?? (seen.reply === "none" ? undefined : wire.answer())),
      messages: wire.stages(),
    }),
  };
}
