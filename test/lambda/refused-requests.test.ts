import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from "@jest/globals";
import type { Handler } from "../../lambda/index.ts";
import type { CameraRecordInput } from "../../protocol/camera-record.ts";
import { type CapturedOutput, captureOutput } from "./support/captured-output.ts";
import { failureExpectations } from "./support/expect-failure.ts";
import { echoOffer, sentinels } from "./support/fixtures.ts";
import { errorOf, owner, type RehearsedSkill, startRehearsedSkill, unhurried } from "./support/rehearsed-skill.ts";

let skill: RehearsedSkill;
let output: CapturedOutput;
let answering: CameraRecordInput;
let handler: Handler;

beforeAll(async () => {
  skill = await startRehearsedSkill();
  answering = await skill.camera("answering");
  await skill.connectMaster(answering.channelArn);
});
beforeEach(async () => {
  await skill.writeCameras([answering]);
  handler = skill.coldHandler();
  output = captureOutput();
  skill.events.length = 0;
});
afterEach(() => {
  skill.login.behave("ok");
  jest.useRealTimers();
  jest.restoreAllMocks();
  output.restore();
});
afterAll(() => skill.stop());

const view = (endpointId = "answering", token = skill.token) =>
  skill.directive("initiate-session.echo-show", { endpointId, token });

const { expectFailure, expectFailureInTime } = failureExpectations({
  handler: () => handler,
  output: () => output,
  token: () => skill.token,
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

  it.each(["error", "garbage", "throttled", "refused"] as const)(
    "identity-unreachable, when Login with Amazon is in state %s",
    async (state) => {
      skill.login.behave(state);
      await expectFailure("identity-unreachable", view());
      expect(skill.calls()).toEqual([]);
    },
  );

  it.each(["hang", "slow"] as const)("identity-unreachable, when Login with Amazon is in state %s", async (state) => {
    skill.login.behave(state);
    await expectFailureInTime("identity-unreachable", view(), Promise.resolve());
    expect(skill.calls()).toEqual([]);
  });

  it("token-invalid, for a token that is longer than any of Amazon's, and Login with Amazon hears nothing", async () => {
    skill.login.behave("hang");
    await expectFailure("token-invalid", view("answering", "x".repeat(200_000)));
  });

  it("registry-unreachable, naming the field, when cameras.json is wrong", async () => {
    await skill.writeCameras([answering, { ...answering, id: "other", channelArn: "arn:aws:s3:::secret" }]);
    const message = await expectFailure("registry-unreachable", view());
    expect(message).toContain("cameras.json [1].channelArn is not a signaling channel's ARN");
    expect(skill.calls()).toEqual([]);
  });
});
