import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from "@jest/globals";
import type { FailureCode } from "../../lambda/failure.ts";
import type { Handler } from "../../lambda/index.ts";
import type { CameraRecordInput } from "../../protocol/camera-record.ts";
import { encodeBase64 } from "../../protocol/signaling/base64.ts";
import { wrapSessionDescription } from "../../protocol/signaling/session-description.ts";
import {
  answerEmpty,
  answerGarbage,
  answerNull,
  answerWithoutCandidates,
  type Behaviour,
  failWith,
  resetConnection,
} from "../../rehearsal/signaling-service/index.ts";
import { type CapturedOutput, captureOutput } from "./support/captured-output.ts";
import { failureExpectations } from "./support/expect-failure.ts";
import { cameraAnswer, sentinels } from "./support/fixtures.ts";
import { type RehearsedSkill, startRehearsedSkill, unhurried } from "./support/rehearsed-skill.ts";

let skill: RehearsedSkill;
let output: CapturedOutput;
let answering: CameraRecordInput;
let silent: CameraRecordInput;
/** Hears of each offer that the silent camera does not answer. */
let offered = () => {};
let handler: Handler;
const undo: (() => void)[] = [];

beforeAll(async () => {
  skill = await startRehearsedSkill();
  // Of the documented way alone: what becomes of both ways is told in viewer-way-failures.test.ts.
  answering = await skill.camera("answering", { signaling: "alexa-offer" });
  silent = await skill.camera("silent", { signaling: "alexa-offer" });
  await skill.connectMaster(answering.channelArn);
  await skill.connectMaster(silent.channelArn, () => {
    offered();
    return undefined;
  });
  output = captureOutput();
});
beforeEach(async () => {
  await skill.writeCameras([answering, silent]);
  handler = skill.coldHandler();
  output.clear();
  skill.events.length = 0;
});
afterEach(() => {
  for (const end of undo.splice(0)) end();
  skill.login.behave("ok");
  jest.useRealTimers();
  jest.restoreAllMocks();
  output.restore();
  output = captureOutput();
});
afterAll(async () => {
  output.restore();
  await skill.stop();
});

const view = (endpointId = "answering", token = skill.token) =>
  skill.directive("initiate-session.echo-show", { endpointId, token });

const { expectFailure, expectFailureInTime } = failureExpectations({
  handler: () => handler,
  output: () => output,
  token: () => skill.token,
});

/** A promise, and what fulfils it. */
function signal(): { promise: Promise<void>; give: () => void } {
  let give = () => {};
  const promise = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { promise, give };
}

/** Sends the silent camera an offer. */
function expectSilence(code: FailureCode): Promise<void> {
  const { promise, give } = signal();
  offered = give;
  return expectFailureInTime(code, view("silent"), promise);
}

function behave(behaviour: Behaviour): void {
  undo.push(skill.service.behave(behaviour));
}

describe("a camera that gives no good answer is ENDPOINT_UNREACHABLE", () => {
  it.each([
    ["null", answerNull()],
    ["empty", answerEmpty()],
    ["missing", { name: "no answer", beforeOperation: onOffer({}) }],
    ["blank", { name: "blank answer", beforeOperation: onOffer({ Answer: "  " }) }],
  ])("answer-empty, when KVS's answer is %s", async (_name, behaviour) => {
    behave(behaviour as Behaviour);
    await expectFailure("answer-empty", view());
  });

  it("answer-late, when the camera is silent, inside the deadline", async () => {
    await expectSilence("answer-late");
  });

  it("answer-late, when the camera is killed while Alexa waits, inside the deadline", async () => {
    const doomed = await skill.camera("doomed", { signaling: "alexa-offer" });
    await skill.writeCameras([doomed]);
    const { promise, give } = signal();
    const master = await skill.connectMaster(doomed.channelArn, () => {
      master.close().then(give, give);
      return undefined;
    });
    await expectFailureInTime("answer-late", view("doomed"), promise);
  });

  it("camera-offline, when the view before was not answered either, and not only for a camera that is gone", async () => {
    await expectSilence("answer-late");
    await expectSilence("camera-offline");
    const said = output.lines().findLast((line) => "sentence" in line)?.sentence;
    // The silent camera is connected all the while.
    expect(said).not.toMatch(/is not connected/);
    expect(said).toMatch(/within five seconds/);
  });

  it("answer-unreadable, when the answer is no session description", async () => {
    behave(answerGarbage());
    await expectFailure("answer-unreadable", view());
  });

  it.each([
    ["bare SDP of another kind", () => encodeBase64(cameraAnswer.replace("v=0", "v=1"))],
    ["an SDP that is not base64", () => cameraAnswer],
    ["JSON whose SDP has no media", () => wrapSessionDescription("answer", "v=0\r\ns=-\r\n")],
    ["JSON that breaks off", () => encodeBase64(JSON.stringify({ type: "answer", sdp: cameraAnswer }).slice(0, -9))],
  ])("answer-unreadable, when it is %s", async (_name, payload) => {
    behave({ name: "odd answer", onAnswer: () => ({ payload: payload() }) });
    await expectFailure("answer-unreadable", view());
  });

  it("answer-without-candidates, when the camera trickles", async () => {
    behave(answerWithoutCandidates());
    await expectFailure("answer-without-candidates", view());
  });

  it("answer-unusable, naming the rule, when the answer has no fingerprint", async () => {
    const sdp = cameraAnswer.replace(/a=fingerprint.*\r\n/g, "");
    behave({ name: "no fingerprint", onAnswer: () => ({ payload: wrapSessionDescription("answer", sdp) }) });
    expect(await expectFailure("answer-unusable", view())).toContain("no-fingerprint");
  });
});

describe("KVS says no", () => {
  it.each([
    ["camera-busy", "ResourceInUseException", "GetSignalingChannelEndpoint"],
    ["kvs-throttled", "ClientLimitExceededException", "SendAlexaOfferToMaster"],
    ["kvs-throttled", "ClientLimitExceededException", "GetSignalingChannelEndpoint"],
    ["kvs-denied", "NotAuthorizedException", "SendAlexaOfferToMaster"],
    ["kvs-denied", "AccessDeniedException", "GetSignalingChannelEndpoint"],
    ["channel-missing", "ResourceNotFoundException", "SendAlexaOfferToMaster"],
    ["kvs-unreachable", "InternalFailure", "SendAlexaOfferToMaster"],
    ["unexpected", "InvalidArgumentException", "SendAlexaOfferToMaster"],
    ["unexpected", "InvalidArgumentException", "GetSignalingChannelEndpoint"],
  ] as const)("%s, for %s from %s", async (code, errorName, operation) => {
    behave(failWith(errorName, { operation, message: `secret ${sentinels.offerIcePassword}` }));
    await expectFailure(code, view());
  });

  it.each([
    ["kvs-denied", 403, { __type: "com.amazon.coral.service#UnrecognizedClientException" }],
    ["kvs-denied", 403, { message: "a front end's words" }],
    ["kvs-throttled", 429, { message: "a front end's words" }],
    ["kvs-unreachable", 500, { message: "a front end's words" }],
  ] as const)("%s, for HTTP %i from a front end", async (code, status, body) => {
    behave({ name: "front end", beforeOperation: () => ({ do: "reply", status, body }) });
    await expectFailure(code, view());
  });

  it("channel-missing, when the channel does not exist", async () => {
    const channelArn = answering.channelArn.replace("channel/answering/", "channel/nowhere/");
    await skill.writeCameras([{ ...answering, channelArn }]);
    await expectFailure("channel-missing", view());
  });

  it("kvs-denied, when the role's secret key is wrong", async () => {
    handler = skill.coldHandler({ AWS_SECRET_ACCESS_KEY: "wrong" });
    await expectFailure("kvs-denied", view());
  });

  it.each([
    ["the connection breaks", resetConnection("SendAlexaOfferToMaster")],
    [
      "the lookup names no endpoint",
      { name: "none", beforeOperation: () => ({ do: "reply", status: 200, body: { ResourceEndpointList: [] } }) },
    ],
  ] as const)("kvs-unreachable, when %s", async (_when, behaviour) => {
    behave(behaviour as Behaviour);
    await expectFailure("kvs-unreachable", view());
  });

  it.each([
    ["kvs-unreachable", "the lookup", "GetSignalingChannelEndpoint"],
    ["answer-late", "the offer", "SendAlexaOfferToMaster"],
  ] as const)("%s, when %s is never answered", async (code, _call, operation) => {
    const { promise, give } = signal();
    behave({
      name: "hang",
      beforeOperation(call) {
        if (call.operation !== operation) return undefined;
        give();
        return { do: "hang" };
      },
    });
    await expectFailureInTime(code, view(), promise);
  });

  it("kvs-unreachable, when nobody listens", async () => {
    process.env.AWS_ENDPOINT_URL_KINESIS_VIDEO = "http://127.0.0.1:9";
    undo.push(() => {
      process.env.AWS_ENDPOINT_URL_KINESIS_VIDEO = skill.service.controlPlaneUrl;
    });
    await expectFailure("kvs-unreachable", view());
  });

  it("sends the offer once, whatever the failure", async () => {
    behave(failWith("InternalFailure", { operation: "SendAlexaOfferToMaster" }));
    await handler(view(), unhurried);
    expect(skill.events.filter(({ type }) => type === "refused")).toHaveLength(1);
  });
});

function onOffer(body: object): Behaviour["beforeOperation"] {
  return ({ operation }) => (operation === "SendAlexaOfferToMaster" ? { do: "reply", status: 200, body } : undefined);
}
