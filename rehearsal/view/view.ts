import { randomUUID } from "node:crypto";
import type { CameraEvent } from "../../camera/index.ts";
import { cameraCode } from "../../camera/media/index.ts";
import type { AlexaCloud } from "../alexa-cloud/index.ts";
import { createHeadlessEcho, type HeadlessEcho } from "../headless-echo/index.ts";
import { judge } from "./judge.ts";
import type { Ledger } from "./ledger.ts";
import type { ViewReport } from "./report.ts";
import { ALEXA_ANSWER_LIMIT_MILLISECONDS, createTimeline, preciseNow, type TimelineRecorder } from "./timeline.ts";

export interface ViewOptions {
  readonly alexa: AlexaCloud;
  readonly camera: { readonly id: string; readonly name: string; readonly talk: boolean };
  /** How many frames must arrive. */
  readonly frames: number;
  readonly ledgerOf: (sessionId: string) => Promise<Ledger | undefined>;
  /** Calls back with what the virtual cameras do, until the returned function is called. */
  readonly onCameraEvent: (listener: (event: CameraEvent) => void) => () => void;
}

/** How long sound and picture may take once the answer is there. */
const MEDIA_TIMEOUT_MILLISECONDS = 10_000;

/**
 * Views a camera as an Echo does: offer, directive, answer, ICE, DTLS, frames; then ends the session.
 * What goes wrong stands in the report; only a breach of Alexa's interface throws {RefusedByAlexa}.
 */
export async function runView(options: ViewOptions): Promise<ViewReport> {
  const { alexa, camera } = options;
  const session = { endpointId: camera.id, sessionId: randomUUID() };
  const echo = await createHeadlessEcho({ talk: camera.talk });
  const timeline = createTimeline(preciseNow());
  const stopListening = options.onCameraEvent((event) => {
    if (event.type === "offer" && event.clientId?.startsWith(session.sessionId))
      timeline.mark("offerAtCamera", event.at);
  });
  try {
    const reply = await alexa.initiateSession({ ...session, offer: echo.offer });
    if ("value" in reply) timeline.mark("answerEvent", preciseNow());
    const ledger = options.ledgerOf(session.sessionId).then((found) => markLedger(timeline, found));
    const outcome =
      "error" in reply ? failure(reply.error, await ledger) : await play(echo, reply.value, options, timeline);
    if ("value" in reply) {
      await alexa.sessionConnected(session);
      await alexa.sessionDisconnected(session);
    }
    await ledger;
    return { camera: { id: camera.id, name: camera.name }, ...outcome, ...margin(timeline), timeline: timeline.read() };
  } finally {
    stopListening();
    await echo.close();
  }
}

type Outcome = Omit<ViewReport, "camera" | "timeline">;

async function play(
  echo: HeadlessEcho,
  answer: string,
  { camera, frames }: ViewOptions,
  timeline: TimelineRecorder,
): Promise<Outcome> {
  try {
    await echo.acceptAnswer(answer);
  } catch {
    return { ok: false, problem: "the Echo could not use the camera's answer" };
  }
  const media = Promise.all([
    echo.iceConnected.then((at) => timeline.mark("iceConnected", at)),
    echo.firstFrame.then((at) => timeline.mark("firstFrame", at)),
    echo.untilFrames(frames),
  ]);
  // A connection that ends early has brought what it has brought: that is judged.
  await Promise.race([media.catch(() => {}), elapsed(MEDIA_TIMEOUT_MILLISECONDS)]);
  return judge(echo.received(), cameraCode(camera.id), frames);
}

function failure(error: { type: string; message: string }, ledger: Ledger | undefined): Outcome {
  const code = ledger === undefined ? {} : { code: ledger.outcome };
  return { ok: false, problem: error.message, error: { type: error.type, message: error.message, ...code } };
}

function margin(timeline: TimelineRecorder): Pick<ViewReport, "marginMilliseconds"> {
  const answered = timeline.read().answerEvent;
  return answered === undefined ? {} : { marginMilliseconds: Math.round(ALEXA_ANSWER_LIMIT_MILLISECONDS - answered) };
}

function markLedger(timeline: TimelineRecorder, ledger: Ledger | undefined): Ledger | undefined {
  if (ledger === undefined) return undefined;
  timeline.mark("directiveIn", ledger.startedAt);
  for (const stage of ["account", "registry", "endpointLookup", "offerSent", "answerBack"] as const) {
    const at = ledger.stages[stage];
    if (at !== undefined) timeline.mark(stage, ledger.startedAt + at);
  }
  return ledger;
}

function elapsed(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
}
