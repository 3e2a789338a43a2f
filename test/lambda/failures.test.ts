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
import { fakeDeadlines, pass, SHORT_OF_TIME_MS, shortOfTime } from "./support/fake-deadline.ts";
import { cameraAnswer, echoOffer, sentinels } from "./support/fixtures.ts";
import { heldToFailure } from "./support/held-to-failure.ts";
import { errorOf, owner, type RehearsedSkill, startRehearsedSkill, unhurried } from "./support/rehearsed-skill.ts";

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
  answering = await skill.camera("answering");
  silent = await skill.camera("silent");
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

/** Invokes the skill and holds what becomes of it to a failure; gives the message that Alexa gets. */
async function expectFailure(code: FailureCode, directive: unknown, context = unhurried): Promise<string> {
  const event = await handler(directive, context);
  return held(code, event);
}

function held(code: FailureCode, event: unknown): string {
  return heldToFailure(code, event, output, [...Object.values(sentinels), skill.token]);
}

/**
 * The same for a skill that waits for something in vain: its time runs out once `waits` has begun, whatever the
 * machine's own speed. Nothing may come of it before.
 */
async function expectFailureInTime(code: FailureCode, directive: unknown, waits: Promise<void>): Promise<void> {
  fakeDeadlines();
  const done = jest.fn();
  const event = handler(directive, shortOfTime);
  event.then(done);
  await waits;
  await pass(SHORT_OF_TIME_MS - 1);
  expect(done).not.toHaveBeenCalled();
  await pass(1);
  held(code, await event);
  jest.useRealTimers();
}

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
    const doomed = await skill.camera("doomed");
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

describe("the offer", () => {
  it.each([
    ["another format", { format: "XML", value: echoOffer }],
    ["no SDP", { format: "SDP", value: `no SDP ${sentinels.offerIcePassword}` }],
    ["an SDP without fingerprint", { format: "SDP", value: echoOffer.replace(/a=fingerprint.*\r\n/g, "") }],
  ])("offer-not-sdp, for %s, and KVS hears nothing of it", async (_name, offer) => {
    const directive = view();
    directive.directive.payload.offer = offer;
    await expectFailure("offer-not-sdp", directive);
    expect(skill.calls()).toEqual([]);
  });

  it("offer-too-large, over 10,000 characters once wrapped, and KVS hears nothing of it", async () => {
    const directive = view();
    directive.directive.payload.offer.value =
      echoOffer + "a=candidate:9 1 UDP 1 203.0.113.9 9 typ host\r\n".repeat(150);
    await expectFailure("offer-too-large", directive);
    expect(skill.calls()).toEqual([]);
  });
});

describe("whose camera it is", () => {
  it("camera-not-found, alike for an unknown camera and for another user's, and KVS hears of neither", async () => {
    const unknown = await expectFailure("camera-not-found", view("no-such-camera"));
    const foreign = await expectFailure(
      "camera-not-found",
      view("answering", skill.login.issueToken({ userId: "amzn1.account.OTHER" })),
    );
    expect(foreign).toBe(unknown);
    expect(skill.calls()).toEqual([]);
  });

  it("token-invalid, for a token that nobody issued, and KVS hears nothing", async () => {
    await expectFailure("token-invalid", view("answering", sentinels.token));
    expect(skill.calls()).toEqual([]);
  });

  it("token-invalid, for a token that was issued to another application", async () => {
    const token = skill.login.issueToken({ userId: owner, clientId: "amzn1.application-oa2-client.other" });
    await expectFailure("token-invalid", view("answering", token));
    expect(output.text()).not.toContain(token);
    expect(skill.calls()).toEqual([]);
  });

  it("token-expired, for a token that was valid before", async () => {
    expect(errorOf(await handler(view(), unhurried))).toBeUndefined();
    const now = Date.now() + 2 * 3600_000;
    jest.spyOn(Date, "now").mockImplementation(() => now);
    await expectFailure("token-expired", view());
  });

  it.each(["error", "garbage"] as const)(
    "identity-unreachable, when Login with Amazon is in state %s",
    async (state) => {
      skill.login.behave(state);
      await expectFailure("identity-unreachable", view());
      expect(skill.calls()).toEqual([]);
    },
  );

  it("identity-unreachable, when Login with Amazon never answers", async () => {
    skill.login.behave("hang");
    await expectFailureInTime("identity-unreachable", view(), Promise.resolve());
    expect(skill.calls()).toEqual([]);
  });

  it("token-invalid, for a token that is longer than any of Amazon's, and Login with Amazon hears nothing", async () => {
    skill.login.behave("hang");
    await expectFailure("token-invalid", view("answering", "x".repeat(200_000)));
  });

  it("registry-unreachable, naming the field, when cameras.json is wrong", async () => {
    await skill.writeCameras([answering, { ...silent, channelArn: "arn:aws:s3:::secret" }]);
    const message = await expectFailure("registry-unreachable", view());
    expect(message).toContain("cameras.json [1].channelArn is not a signaling channel's ARN");
    expect(skill.calls()).toEqual([]);
  });
});

function onOffer(body: object): Behaviour["beforeOperation"] {
  return ({ operation }) => (operation === "SendAlexaOfferToMaster" ? { do: "reply", status: 200, body } : undefined);
}
