import { afterAll, afterEach, beforeAll, beforeEach, jest } from "@jest/globals";
import * as z from "zod/mini";
import type { Handler } from "../../../lambda/index.ts";
import type { AlexaEvent } from "../../../protocol/alexa/events.ts";
import { answerGeneratedForSessionSchema } from "../../../protocol/alexa/session-events.ts";
import { stateReportSchema } from "../../../protocol/alexa/state-report.ts";
import type { CameraRecordInput } from "../../../protocol/camera-record.ts";
import { announcesTrickle } from "../../../protocol/sdp/parsing.ts";
import { unwrapSessionDescription, wrapSessionDescription } from "../../../protocol/signaling/session-description.ts";
import type { Behaviour } from "../../../rehearsal/signaling-service/index.ts";
import { bareAnswer, lastOne, trickled } from "../signaling/viewer/support/trickled.ts";
import { type CapturedOutput, captureOutput } from "./captured-output.ts";
import { fakeDeadlines, pass } from "./fake-deadline.ts";
import { cameraAnswer, sentinels } from "./fixtures.ts";
import { type MasterOffer, type RehearsedSkill, startRehearsedSkill, unhurried } from "./rehearsed-skill.ts";

/** How long the documented way goes alone, in milliseconds. */
export const HEAD_START_MS = 2_000;

/** An offer that a camera heard of. */
interface HeardOffer {
  readonly clientId: string;
  /** Whether candidates may follow the answer; none may by SendAlexaOfferToMaster. */
  readonly trickle: boolean;
}

/**
 * Three cameras of the same firmware, called by their `signaling`: auto, alexa-offer and viewer; and the whole skill,
 * in a new environment for each test. To be called at the beginning of a test file.
 */
export function tricklingCameras() {
  const offers: HeardOffer[] = [];
  const undo: (() => void)[] = [];
  let skill: RehearsedSkill;
  let handler: Handler;
  let output: CapturedOutput;
  let offered = () => {};

  const firmware = {
    /** Answers only when it may trickle, as the C SDK's does: else it gathers for longer than a view lasts. */
    needsTrickle: true,
    answers: true,
  };

  function master({ payload, clientId, trickle }: MasterOffer): string | undefined {
    const mayTrickle = announcesTrickle(unwrapSessionDescription(payload, "offer"));
    offers.push({ clientId, trickle: mayTrickle });
    offered();
    if (!firmware.answers || (firmware.needsTrickle && !mayTrickle)) return undefined;
    if (!mayTrickle) return wrapSessionDescription("answer", cameraAnswer);
    trickle(trickled(1), trickled(2), lastOne);
    return wrapSessionDescription("answer", bareAnswer);
  }

  beforeAll(async () => {
    skill = await startRehearsedSkill();
    const cameras: CameraRecordInput[] = [];
    for (const signaling of ["auto", "alexa-offer", "viewer"] as const) {
      const camera = await skill.camera(signaling, { signaling });
      await skill.connectMaster(camera.channelArn, master);
      cameras.push(camera);
    }
    await skill.writeCameras(cameras);
  });
  beforeEach(() => {
    Object.assign(firmware, { needsTrickle: true, answers: true });
    output = captureOutput();
    handler = skill.coldHandler();
    offers.length = 0;
    skill.events.length = 0;
  });
  afterEach(() => {
    for (const end of undo.splice(0)) end();
    jest.useRealTimers();
    jest.restoreAllMocks();
    output.restore();
  });
  afterAll(() => skill.stop());

  const directive = (endpointId: string, token = skill.token) =>
    skill.directive("initiate-session.echo-show", { endpointId, token });
  const view = (endpointId: string, token?: string) => handler(directive(endpointId, token), unhurried);

  /** Asks for a view by a clock that stands still; gives its event to come, once the camera has its first offer. */
  async function beginView(endpointId: string): Promise<{ readonly event: Promise<AlexaEvent> }> {
    fakeDeadlines();
    const hasOffer = new Promise<void>((resolve) => {
      offered = resolve;
    });
    const event = view(endpointId);
    await hasOffer;
    return { event };
  }

  return {
    firmware,
    /** What the cameras were asked. */
    offers,
    skill: () => skill,
    output: () => output,
    behave: (behaviour: Behaviour) => void undo.push(skill.service.behave(behaviour)),
    sessionId: (): string => directive("auto").directive.payload.sessionId,
    /** What must never be written down. */
    secrets: () => [...Object.values(sentinels), skill.token, "X-Amz-Signature", "candidate:", "203.0.113"],
    view,
    beginView,
    /** A view by a clock that stands still until the camera has its first offer, and then goes on so far. */
    async viewAndPass(endpointId: string, milliseconds = HEAD_START_MS): Promise<AlexaEvent> {
      const { event } = await beginView(endpointId);
      await pass(milliseconds);
      const answer = await event;
      jest.useRealTimers();
      return answer;
    },
    /** What went to the channels: calls, and connections of viewers. */
    seen: () =>
      skill.events.flatMap((event) => {
        if (event.type === "request") return [event.operation];
        const connects = event.type === "connected" && event.role === "viewer";
        const isRefused = event.type === "refused" && event.operation === "ConnectAsViewer";
        return connects || isRefused ? ["ConnectAsViewer"] : [];
      }),
    forgetSeen() {
      offers.length = 0;
      skill.events.length = 0;
      output.clear();
    },
    /** What a camera's state report says. */
    async connectivity(endpointId: string): Promise<string | undefined> {
      const event = await handler(skill.directive("report-state.camera", { endpointId }), unhurried);
      return z.parse(stateReportSchema, event).context.properties[0].value.value;
    },
  };
}

/** The answer of a view that has one. */
export const sdpOf = (event: AlexaEvent): string =>
  z.parse(answerGeneratedForSessionSchema, event).event.payload.answer.value;

/** KVS comes back at once and without an answer. */
export const nullAtOnce: Behaviour = {
  name: "null at once",
  beforeOperation: ({ operation }) =>
    operation === "SendAlexaOfferToMaster" ? { do: "reply", status: 200, body: { Answer: null } } : undefined,
};
