import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import * as z from "zod/mini";
import type { FailureCode } from "../../lambda/failure.ts";
import type { Handler } from "../../lambda/index.ts";
import { alexaEventSchema } from "../../protocol/alexa/events.ts";
import { type CapturedOutput, captureOutput } from "./support/captured-output.ts";
import { directiveFixture, echoOffer, sentinels } from "./support/fixtures.ts";
import { heldToFailure } from "./support/held-to-failure.ts";
import { errorOf, type RehearsedSkill, startRehearsedSkill, unhurried } from "./support/rehearsed-skill.ts";

let skill: RehearsedSkill;
let output: CapturedOutput;
let handler: Handler;

beforeAll(async () => {
  skill = await startRehearsedSkill();
  const camera = await skill.camera("answering");
  await skill.connectMaster(camera.channelArn);
  await skill.writeCameras([camera]);
  output = captureOutput();
});
beforeEach(() => {
  handler = skill.coldHandler();
  output.clear();
});
afterAll(async () => {
  output.restore();
  await skill.stop();
});

const view = () => skill.directive("initiate-session.echo-show", { endpointId: "answering" });

/** Invokes the skill and holds what becomes of it to a failure; gives the message that Alexa gets. */
async function expectFailure(code: FailureCode, directive: unknown): Promise<string> {
  const event = await handler(directive, unhurried);
  return heldToFailure(code, event, output, [...Object.values(sentinels), skill.token]);
}

describe("an event fails as", () => {
  it.each([
    ["initiate-session.without-offer", "directive.payload.offer"],
    ["initiate-session.without-token", "directive.endpoint.scope.token"],
    ["initiate-session.bare-token", "directive.endpoint.scope"],
    ["initiate-session.bare-sdp", "directive.payload.offer"],
    ["initiate-session.offer-value-null", "directive.payload.offer.value"],
    ["initiate-session.payload-version-2", "directive.header.payloadVersion"],
    ["initiate-session.empty-session-id", "directive.payload.sessionId"],
    ["report-state.without-endpoint", "directive.endpoint"],
  ])("directive-malformed, naming the field, for %s", async (name, field) => {
    expect(await expectFailure("directive-malformed", directiveFixture(name))).toContain(`(${field})`);
  });

  it.each([
    ["a bare token", sentinels.token],
    ["a bare SDP", echoOffer],
    ["nothing", undefined],
    ["null", null],
    ["a directive that is a token", { directive: sentinels.token }],
    ["a header that is an SDP", { directive: { header: echoOffer } }],
    ["a header without a name", { directive: { header: { namespace: "Alexa" } } }],
  ])("directive-malformed, for %s", async (_name, envelope) => {
    await expectFailure("directive-malformed", envelope);
  });

  it("directive-unknown, for an interface that the skill doesn't have", async () => {
    await expectFailure("directive-unknown", directiveFixture("set-volume.unknown"));
  });

  it("directive-unknown, for a name that every object has", async () => {
    const directive = { header: { namespace: "Alexa", name: "__proto__", messageId: "1", payloadVersion: "3" } };
    await expectFailure("directive-unknown", { directive });
  });

  it("grant-not-exchanged, for every grant of a known user", async () => {
    await expectFailure("grant-not-exchanged", skill.directive("accept-grant.linked-user"));
  });

  it.each(["accept-grant.without-code", "accept-grant.bare-code"])(
    "%s fails in AcceptGrant's own words",
    async (name) => {
      const event = z.parse(alexaEventSchema, await handler(directiveFixture(name), unhurried));
      expect(errorOf(event)).toMatchObject({ namespace: "Alexa.Authorization", type: "ACCEPT_GRANT_FAILED" });
      expect(JSON.stringify(event) + output.text()).not.toContain(sentinels.grantCode);
    },
  );

  it("unexpected, naming the variable, when the configuration is wrong", async () => {
    handler = skill.coldHandler({ LWA_CLIENT_ID: "" });
    expect(await expectFailure("unexpected", view())).toContain("LWA_CLIENT_ID: type the client id");
  });

  it("nothing at all once a good directive comes", async () => {
    await handler(sentinels.token, unhurried);
    expect(errorOf(await handler(view(), unhurried))).toBeUndefined();
  });
});
