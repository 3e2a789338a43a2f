import { randomUUID } from "node:crypto";
import { epochNow, inTime, systemClock } from "../../camera/clock.ts";
import { cameraCode, VIDEO_FRAMES_PER_SECOND } from "../../camera/media/index.ts";
import type { AlexaCloud } from "../alexa-cloud/index.ts";
import type { Happenings } from "../happenings.ts";
import { createHeadlessEcho, type HeadlessEcho } from "../headless-echo/index.ts";
import { type FollowedView, followView } from "./follow-view.ts";
import { judge } from "./judge.ts";
import type { Ledger } from "./ledger.ts";
import type { ViewReport } from "./report.ts";
import { marginOf } from "./timeline.ts";

/** A camera that is viewed. */
export interface ViewedCamera {
  readonly id: string;
  readonly name: string;
  readonly talk: boolean;
  /** Whether it plays what it likes, instead of the test picture with sound. */
  readonly anyPicture?: boolean;
}

/** What a view needs of the rehearsal around it. */
export interface ViewOptions {
  readonly alexa: AlexaCloud;
  readonly camera: ViewedCamera;
  /** How many frames must arrive. */
  readonly frames: number;
  readonly happenings: Happenings;
  /** Gives the view up: it rejects with the signal's reason. */
  readonly signal: AbortSignal;
}

/** How long connecting may take once the answer is there; the frames have their own time besides. */
const CONNECTING_MILLISECONDS = 10_000;

type Outcome = Omit<ViewReport, "camera" | "timeline">;

/**
 * Views a camera as an Echo does: offer, directive, answer, ICE, DTLS, frames; then ends the session.
 * What goes wrong stands in the report.
 * @throws {RefusedByAlexa} when the skill breaks Alexa's interface.
 */
export async function runView(options: ViewOptions): Promise<ViewReport> {
  const { alexa, camera } = options;
  const session = { endpointId: camera.id, sessionId: randomUUID() };
  const echo = await createHeadlessEcho({ talk: camera.talk });
  const view = followView({ sessionId: session.sessionId, startedAt: epochNow(), happenings: options.happenings });
  try {
    const reply = await alexa.initiateSession({ ...session, offer: echo.offer });
    if ("value" in reply) view.mark("answerEvent", epochNow());
    const ledger = view.ledger();
    const outcome =
      "error" in reply ? failure(reply.error, await ledger) : await play(echo, reply.value, session, options, view);
    await ledger;
    const timeline = view.timeline();
    const { ways: _, ...answered } = view.waysTaken();
    return {
      camera: { id: camera.id, name: camera.name },
      ...outcome,
      ...marginOf(timeline),
      ...answered,
      timeline,
    };
  } finally {
    view.stop();
    await echo.close();
  }
}

async function play(
  echo: HeadlessEcho,
  answer: string,
  session: { readonly endpointId: string; readonly sessionId: string },
  { alexa, camera, frames, signal }: ViewOptions,
  view: FollowedView,
): Promise<Outcome> {
  try {
    await echo.acceptAnswer(answer);
  } catch {
    return { ok: false, problem: "the Echo could not use the camera's answer" };
  }
  const connected = echo.iceConnected.then((at) => {
    view.mark("iceConnected", at);
    return alexa.sessionConnected(session);
  });
  const media = Promise.all([
    connected,
    echo.firstFrame.then((at) => view.mark("firstFrame", at)),
    echo.untilFrames(frames),
    ...(camera.anyPicture ? [] : [echo.untilAudio(1)]),
    // A connection that ends early has brought what it has brought: that is judged.
  ]).catch(() => {});
  const patience = CONNECTING_MILLISECONDS + Math.ceil((frames / VIDEO_FRAMES_PER_SECOND) * 1_000);
  await inTime(systemClock, patience, media, undefined, signal);
  signal.throwIfAborted();
  const received = echo.received();
  if (view.timeline().iceConnected !== undefined) await connected;
  await alexa.sessionDisconnected(session);
  const { anyPicture } = camera;
  return judge(received, { cameraCode: cameraCode(camera.id), frames, anyPicture });
}

function failure(error: { type: string; message: string }, ledger: Ledger | undefined): Outcome {
  const code = ledger === undefined ? {} : { code: ledger.outcome };
  return { ok: false, problem: error.message, error: { type: error.type, message: error.message, ...code } };
}
