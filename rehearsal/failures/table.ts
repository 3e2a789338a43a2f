import {
  answerGarbage,
  answerLate,
  answerNull,
  answerWithoutCandidates,
  type Behaviour,
  failWith,
  waitsForAnswer,
} from "../signaling-service/index.ts";
import type { Failure } from "./failure.ts";

/** How late a slow camera answers, in milliseconds: later than Alexa's 6 s. */
const SLOW = 8_000;
/** How long KVS then waits for it: longer than the skill does, so that the camera's slowness shows. */
const PATIENCE = 10_000;

/** Whom an access token of another household belongs to. */
const STRANGER = "amzn1.account.AGSOMEBODYELSE";

/** All failures that can be rehearsed, by name. */
export const failures = {
  "camera-unplugged": {
    title: "Camera unplugged",
    sentence: "The camera loses its power: its pictures stop, and its channel has no master.",
    group: "camera",
    async begin({ cameras }, cameraIds) {
      const affected = cameras.filter(({ camera }) => cameraIds.includes(camera.id));
      await Promise.all(affected.map((camera) => camera.unplug()));
      return async () => void (await Promise.all(affected.map((camera) => camera.plugIn())));
    },
  },
  "answers-slowly": {
    title: "Answers slowly",
    sentence: `The camera takes ${SLOW / 1_000} s to answer, and Alexa gives up after six.`,
    group: "camera",
    begin: behaving(() => [waitsForAnswer(PATIENCE), answerLate(SLOW)]),
  },
  "answers-null": {
    title: "Answers null",
    sentence: "KVS comes back without an answer, its usual way to say that no master answered.",
    group: "camera",
    begin: behaving(() => [answerNull()]),
  },
  "answers-garbage": {
    title: "Answers garbage",
    sentence: "What the camera sends as its answer is no session description.",
    group: "camera",
    begin: behaving(() => [answerGarbage()]),
  },
  "answers-without-candidates": {
    title: "Answers without candidates",
    sentence: "The camera answers before it has gathered, as one does that counts on trickle.",
    group: "camera",
    begin: behaving(() => [answerWithoutCandidates()]),
  },
  "aws-throttles": {
    title: "AWS throttles",
    sentence: "KVS refuses SendAlexaOfferToMaster for its rate.",
    group: "aws",
    begin: ({ signaling }) =>
      signaling.behave(failWith("ClientLimitExceededException", { operation: "SendAlexaOfferToMaster" })),
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

/** A failure by behaviours of the signaling service, on the cameras' channels. */
function behaving(behaviours: () => readonly Behaviour[]): Failure["begin"] {
  return ({ signaling, cameras }, cameraIds) => {
    const channels = cameras.filter(({ camera }) => cameraIds.includes(camera.id)).map(({ camera }) => camera.id);
    const undo = channels.flatMap((channelName) =>
      behaviours().map((behaviour) => signaling.behave(behaviour, { channelName })),
    );
    return () => {
      for (const each of undo) each();
    };
  };
}
