import { inTime, sleep, systemClock } from "../../camera/clock.ts";
import { encodeBase64 } from "../../protocol/signaling/base64.ts";
import type { Manner } from "../camera-manners.ts";
import type { Parts } from "../parts.ts";
import { failWith, noAnswer } from "../signaling-service/index.ts";
import type { Failure } from "./failure.ts";

/** How late a slow camera answers, in milliseconds: later than Alexa's 6 s. */
const SLOW = 8_000;
/** How long KVS then waits for it: longer than the skill does, so that the camera's slowness shows. */
const PATIENCE = 10_000;
/** How soon KVS gives up on a camera that keeps its answer to itself, in milliseconds. */
const IMPATIENCE = 1_000;
/** How long the skill may take to tell Alexa of a camera before nobody waits any more, in milliseconds. */
const LONGEST_TELLING = 5_000;

/** Whom an access token of another household belongs to. */
const STRANGER = "amzn1.account.AGSOMEBODYELSE";

/** All failures that can be rehearsed, by name. */
export const failures = {
  "camera-unplugged": {
    title: "Camera unplugged",
    sentence: "The camera loses its power: its channel has no master, and its maker’s cloud says Camera Offline.",
    group: "camera",
    async begin(parts, cameraIds) {
      const affected = parts.cameras.filter(({ camera }) => cameraIds.includes(camera.id));
      await Promise.all(affected.map((camera) => camera.unplug()));
      await sayConnected(parts, cameraIds, false);
      return async () => {
        await Promise.all(affected.map((camera) => camera.plugIn()));
        await sayConnected(parts, cameraIds, true);
      };
    },
  },
  "answers-slowly": {
    title: "Answers slowly",
    sentence: `The camera takes ${SLOW / 1_000} s to answer, and Alexa gives up after six.`,
    group: "camera",
    begin(parts, cameraIds) {
      const over = new AbortController();
      const undo = [
        ...misbehaving(parts, cameraIds, {
          async beforeAnswer(answer, { signal }) {
            await sleep(systemClock, SLOW, AbortSignal.any([over.signal, signal]));
            return answer;
          },
        }),
        ...channelsOf(parts, cameraIds).map((channelName) =>
          parts.signaling.behave(noAnswer({ afterMilliseconds: PATIENCE }), { channelName }),
        ),
      ];
      return () => {
        over.abort();
        undoAll(undo);
      };
    },
  },
  "answers-null": {
    title: "Answers null",
    sentence: "The camera keeps its answer to itself, and KVS comes back without one: its usual way to fail.",
    group: "camera",
    begin(parts, cameraIds) {
      const undo = [
        ...misbehaving(parts, cameraIds, { beforeAnswer: () => undefined }),
        ...channelsOf(parts, cameraIds).map((channelName) =>
          parts.signaling.behave(noAnswer({ afterMilliseconds: IMPATIENCE, as: "null" }), { channelName }),
        ),
      ];
      return () => undoAll(undo);
    },
  },
  "answers-garbage": {
    title: "Answers garbage",
    sentence: "What the camera sends as its answer is no session description.",
    group: "camera",
    begin(parts, cameraIds) {
      const undo = misbehaving(parts, cameraIds, { beforeAnswerPayload: () => encodeBase64("neither JSON nor SDP") });
      return () => undoAll(undo);
    },
  },
  "answers-without-candidates": {
    title: "Answers without candidates",
    sentence: "The camera answers before it has gathered, and its candidates never follow.",
    group: "camera",
    begin(parts, cameraIds) {
      const undo = misbehaving(parts, cameraIds, { beforeAnswer: withoutCandidates, async *candidates() {} });
      return () => undoAll(undo);
    },
  },
  "aws-throttles": {
    title: "AWS throttles",
    sentence: "KVS refuses SendAlexaOfferToMaster and ConnectAsViewer for their rate.",
    group: "aws",
    begin({ signaling }) {
      const refused = { message: "Rate exceeded, on purpose." };
      const undo = ["SendAlexaOfferToMaster", "ConnectAsViewer"].map((operation) =>
        signaling.behave(failWith("ClientLimitExceededException", { ...refused, operation })),
      );
      return () => undoAll(undo);
    },
  },
  "token-expired": {
    title: "Token expired",
    sentence: "Alexa sends an access token that has run out.",
    group: "account",
    begin: ({ login, token }) => token.replace(login.issueToken({ userId: login.userId, expiresInSeconds: 0 })),
  },
  "someone-elses-account": {
    title: "Someone else’s account",
    sentence: "Alexa asks on behalf of a user who owns none of these cameras.",
    group: "account",
    begin: ({ login, token }) => token.replace(login.issueToken({ userId: STRANGER })),
  },
} as const satisfies Readonly<Record<string, Failure>>;

/** A failure's name. */
export type FailureName = keyof typeof failures;
/** The name of one that is a camera's own. */
export type CameraFailureName = {
  [Name in FailureName]: (typeof failures)[Name]["group"] extends "camera" ? Name : never;
}[FailureName];

/** Who watches over the cameras says which is there; what the skill then tells Alexa is waited for. */
async function sayConnected(
  { incidents, functions }: Pick<Parts, "incidents" | "functions">,
  cameraIds: readonly string[],
  online: boolean,
): Promise<void> {
  await Promise.all(cameraIds.map((cameraId) => incidents.connect(cameraId, online)));
  // What the skill will try again in a minute is not waited for.
  const told = functions.cameraEvents.settled();
  await inTime(systemClock, LONGEST_TELLING, told, undefined, new AbortController().signal);
}

function channelsOf({ cameras }: Parts, cameraIds: readonly string[]): string[] {
  return cameras.filter(({ camera }) => cameraIds.includes(camera.id)).map(({ camera }) => camera.id);
}

/** Gives cameras a manner. */
function misbehaving({ cameras }: Parts, cameraIds: readonly string[], manner: Manner): (() => void)[] {
  return cameras.filter(({ camera }) => cameraIds.includes(camera.id)).map((camera) => camera.behave(manner));
}

function undoAll(undo: readonly (() => void)[]): void {
  for (const each of undo) each();
}

function withoutCandidates(answer: string): string {
  return answer.replace(/^a=(?:candidate:|end-of-candidates).*\r\n/gm, "");
}
