import { randomUUID } from "node:crypto";
import { epochNow, systemClock } from "../../../camera/clock.ts";
import { isLoopbackUrl } from "../../../camera/loopback.ts";
import { asFailure, type Failure } from "../../../lambda/failure.ts";
import { type ChannelEndpoints, createChannelEndpoints } from "../../../lambda/signaling/channel-endpoints.ts";
import type { OfferExchange, Way } from "../../../lambda/signaling/offer-exchange.ts";
import { createAlexaOfferExchange } from "../../../lambda/signaling/send-alexa-offer.ts";
import { createViewerExchange } from "../../../lambda/signaling/viewer/viewer-exchange.ts";
import type { CameraRecord } from "../../../protocol/camera-record.ts";
import { checkAnswer, type Finding } from "../../../protocol/sdp/rules.ts";
import { parseChannelArn } from "../../../protocol/signaling/channel-arn.ts";
import { wrapSessionDescription } from "../../../protocol/signaling/session-description.ts";
import { createHeadlessEcho } from "../../../rehearsal/headless-echo/index.ts";
import type { Credentials } from "../../../signaling-client/index.ts";
import { askAws } from "../ask-aws.ts";
import type { Patient } from "../patient.ts";
import { type KvsOfPatient, kvsOf } from "./kvs.ts";
import { type MediaSeen, type PlayLimits, play } from "./media-seen.ts";

/** What came of asking a camera by one of the two ways. */
export interface WayTried {
  readonly way: Way;
  /** When its stages were reached, in milliseconds since the lookup of the endpoint began. */
  readonly stages: Readonly<Partial<Record<StageOfWay, number>>>;
  /** Whether the channel's endpoint is on this machine, so that the camera's media has to come through. */
  readonly isNear: boolean;
  /** The camera's answer; undefined where none came, or none that can be read. */
  readonly answer: string | undefined;
  /** Why there is none. */
  readonly failure: Failure | undefined;
  /** The rules that the answer breaks, gravest first. */
  readonly findings: readonly Finding[];
  /** What came of the answer; undefined where nothing could. */
  readonly media: MediaSeen | undefined;
}

/** Stages as they are told to people. */
export type StageOfWay = "endpoint" | "connected" | "bare answer" | "answer" | "ICE" | "first frame";

/** How long a camera is waited for. */
export interface WayLimits {
  /** For the answer, in milliseconds: twice as long as Alexa waits, so that a slow camera is told from one that is gone. */
  readonly answer: number;
  readonly play: PlayLimits;
}

const named: Readonly<Record<string, StageOfWay>> = {
  endpointLookup: "endpoint",
  viewerConnected: "connected",
  viewerAnswer: "bare answer",
  answerBack: "answer",
};

/** A rule that every camera on this machine breaks, and that says nothing of it. */
const OF_THIS_MACHINE = "only-private-candidates";

/**
 * Asks a camera by one of the two ways, with the skill's own code and an offer as Alexa's, under a client id of its own;
 * and takes the answer as an Echo would. It leaves nothing open. What goes wrong stands in what it gives.
 * @throws {Broken} where there are no AWS credentials any more.
 */
export async function tryWay(
  patient: Patient,
  camera: CameraRecord,
  way: Way,
  { answer: patience, play: playing }: WayLimits,
): Promise<WayTried> {
  const kvs = await kvsOf(patient);
  const endpoints = createChannelEndpoints(kvs);
  const exchange =
    way === "alexa-offer"
      ? createAlexaOfferExchange(kvs, endpoints)
      : createViewerExchange({ credentials: await credentialsFor(kvs, camera), endpoints });
  const echo = await createHeadlessEcho();
  const clock = startStages();
  const limit = limited(patience, patient.signal);
  try {
    const asked = await ask({ camera, offer: echo.offer, signal: limit.signal }, endpoints, exchange, clock).finally(
      limit.end,
    );
    const { isNear, answer } = asked;
    const found = answer === undefined ? [] : checkAnswer(answer, echo.offer, camera);
    const findings = found.filter(({ rule }) => !isNear || rule !== OF_THIS_MACHINE);
    const isOfUse = answer !== undefined && findings.every(({ severity }) => severity !== "refuse");
    const { startedAt, reached, stages } = clock;
    const media = isOfUse ? await play(echo, answer, playing, { startedAt, signal: patient.signal }) : undefined;
    if (media?.iceConnected !== undefined) reached("ICE", media.iceConnected);
    if (media?.firstFrame !== undefined) reached("first frame", media.firstFrame);
    return { way, ...asked, stages, findings, media };
  } finally {
    await echo.close();
  }
}

function credentialsFor(kvs: KvsOfPatient, { channelArn }: CameraRecord): Promise<Credentials> {
  const { region } = parseChannelArn(channelArn);
  return askAws({ action: "kinesisvideo:ConnectAsViewer", service: "KVS", region }, kvs.credentials(region));
}

/** What is asked of a camera. */
interface Asking {
  readonly camera: CameraRecord;
  readonly offer: string;
  readonly signal: AbortSignal;
}

/** Exchanges the offer for an answer. */
async function ask(
  { camera, offer, signal }: Asking,
  endpoints: ChannelEndpoints,
  exchange: OfferExchange,
  { reached }: Stages,
): Promise<Pick<WayTried, "isNear" | "answer" | "failure">> {
  let isNear = false;
  let attempts = 0;
  const attempt = () => {
    attempts += 1;
    return attempts;
  };
  try {
    isNear = isLoopbackUrl((await endpoints.endpointsOf(camera.channelArn, signal)).https);
    const { sdp: answer } = await exchange.exchange({
      camera,
      sessionId: `doctor-${randomUUID()}`,
      sdp: offer,
      payload: wrapSessionDescription("offer", offer, camera.offerFormat),
      signal,
      progress: { attempt, reached: (stage) => reached(named[stage]) },
    });
    return { isNear, answer, failure: undefined };
  } catch (error) {
    return { isNear, answer: undefined, failure: asFailure(error) };
  }
}

/** The stages of a session that begins now. */
type Stages = ReturnType<typeof startStages>;

function startStages() {
  const startedAt = epochNow();
  const stages: Partial<Record<StageOfWay, number>> = {};
  return {
    /** In epoch milliseconds. */
    startedAt,
    stages,
    /** Notes that a stage is reached: now, or after so many milliseconds. One that nobody is told of is left out. */
    reached(stage: StageOfWay | undefined, at = epochNow() - startedAt): void {
      if (stage !== undefined) stages[stage] = Math.round(at);
    },
  };
}

/** A signal that aborts after so many milliseconds, or when another one does. */
function limited(milliseconds: number, outer: AbortSignal): { readonly signal: AbortSignal; end(): void } {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const cancel = systemClock.after(milliseconds, abort);
  outer.addEventListener("abort", abort, { once: true });
  if (outer.aborted) abort();
  return {
    signal: controller.signal,
    end() {
      cancel();
      outer.removeEventListener("abort", abort);
    },
  };
}
