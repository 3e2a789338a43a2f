import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { Failure, type FailureCode } from "../../lambda/failure.ts";
import type { Handler } from "../../lambda/index.ts";
import { isSkillEvent } from "../../lambda/skill-events/is-skill-event.ts";
import { type SkillEventParts, skillEvent } from "../../rehearsal/alexa-cloud/skill-events.ts";
import { type CapturedOutput, captureOutput } from "./support/captured-output.ts";
import { fakeDeadlines, pass } from "./support/fake-deadline.ts";
import { directiveFixture } from "./support/fixtures.ts";
import { type GrantingSkill, grantor, skillId, startGrantingSkill } from "./support/granting-skill.ts";
import { unhurried } from "./support/rehearsed-skill.ts";
import { type SilentServer, startSilentServer } from "./support/silent-server.ts";

let skill: GrantingSkill;
let silent: SilentServer;
let handler: Handler;
let output: CapturedOutput;
/** Alexa's own id; Alexa gives a new one each time the skill is enabled. */
let alexaUserId = "";
let users = 0;

beforeAll(async () => {
  skill = await startGrantingSkill();
  silent = await startSilentServer();
});
beforeEach(() => {
  users += 1;
  alexaUserId = `amzn1.ask.account.${users}`;
  handler = skill.coldHandler();
  output = captureOutput();
});
afterEach(async () => {
  for (const secret of [skill.token, grantor, alexaUserId]) expect(output.text()).not.toContain(secret);
  jest.useRealTimers();
  jest.restoreAllMocks();
  output.restore();
  silent.calm();
  process.env.AWS_ENDPOINT_URL_DYNAMODB = skill.dynamo.server.url;
  skill.login.behave("ok");
  skill.dynamo.calm();
  for (const right of await rights()) await right.end();
});
afterAll(async () => {
  await silent.stop();
  await skill.stop();
});

const parts = (change: Partial<SkillEventParts> = {}) => ({
  applicationId: skillId,
  alexaUserId,
  at: Date.now(),
  ...change,
});
const linked = (change: Partial<SkillEventParts> = {}) =>
  skillEvent("SkillAccountLinked", parts({ accessToken: skill.token, ...change }));
const disabled = (change: Partial<SkillEventParts> = {}) => skillEvent("SkillDisabled", parts(change));
const take = (event: unknown) => handler(event, unhurried);
const grant = () => handler(skill.directive(), unhurried);
const rights = () => skill.rights().of(grantor);
const outcomes = () => output.logged("skill event").map(({ outcome }) => outcome);

/** Takes an event that comes to nothing: it is thrown, so that Alexa sends it again, and told. */
async function expectFailure(code: FailureCode, event: unknown): Promise<void> {
  const thrown: unknown = await take(event).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(Failure);
  expect(thrown).toMatchObject({ code });
  // Lambda writes down what is thrown, with its cause.
  expect((thrown as Failure).cause).toBeUndefined();
  expect(output.logged("skill event failed")).toEqual([expect.objectContaining({ code, level: "ERROR" })]);
  expect(output.lines().findLast((entry) => "Failure" in entry)).toMatchObject({ Failure: 1, code });
}

describe("SkillDisabled", () => {
  it("takes the grants of the user who was linked, and the answer is ask-sdk-core's", async () => {
    await grant();
    await take(linked());
    expect(await rights()).toHaveLength(1);
    const answer = await take(disabled({ at: Date.now() + 1 }));
    expect(answer).toMatchObject({ version: "1.0", response: {}, userAgent: expect.stringMatching(/^ask-node\//) });
    expect(await rights()).toEqual([]);
    expect(outcomes()).toEqual(["linked", "the grants are forgotten"]);
  });

  it("takes nothing of one who was never linked, and the log says so", async () => {
    await grant();
    await take(disabled());
    expect(await rights()).toHaveLength(1);
    expect(outcomes()).toEqual(["nothing was linked"]);
  });

  it("takes no grant that is newer than it", async () => {
    const before = Date.now() - 1;
    await take(linked({ at: before - 1 }));
    await grant();
    await take(disabled({ at: before }));
    expect(await rights()).toHaveLength(1);
  });

  it("goes by when it happened, not by when it was sent", async () => {
    await take(linked({ at: Date.now() - 2 }));
    await grant();
    const event = disabled({ at: Date.now() + 1_000 });
    await take({ ...event, request: { ...event.request, eventCreationTime: new Date(1_000).toISOString() } });
    expect(await rights()).toHaveLength(1);
    const { eventCreationTime: _, ...request } = event.request;
    await take({ ...event, request });
    expect(await rights()).toEqual([]);
  });
});

describe("SkillAccountLinked", () => {
  it("ties nobody by a token that is not valid, has expired or is missing, and is not sent again", async () => {
    const expired = skill.login.issueToken({ userId: grantor, expiresInSeconds: 0 });
    await take(linked({ accessToken: "Atza|unknown" }));
    await take(linked({ accessToken: expired }));
    const { body: _, ...request } = linked().request;
    await take({ ...linked(), request });
    await take(disabled());
    const invalid = "its token is not valid any more";
    expect(outcomes()).toEqual([invalid, invalid, "without a token", "nothing was linked"]);
    expect(output.text()).not.toContain("Atza|");
  });
});

describe("any other skill event", () => {
  it.each([
    ["SkillEnabled", "noted"],
    ["SkillPermissionAccepted", "noted"],
    ["SkillPermissionChanged", "noted"],
    ["ProactiveSubscriptionChanged", "noted"],
    ["SomethingNew", "unknown"],
  ])("%s is answered and logged as %s", async (name, outcome) => {
    const event = disabled();
    const answer = await take({ ...event, request: { ...event.request, type: `AlexaSkillEvent.${name}`, body: [1] } });
    expect(answer).toMatchObject({ version: "1.0" });
    expect(output.logged("skill event")).toEqual([expect.objectContaining({ event: name, outcome })]);
  });
});

describe("a skill event fails as", () => {
  it("event-foreign, where it is another application's, and nothing is done", async () => {
    await grant();
    await take(linked());
    await expectFailure("event-foreign", disabled({ applicationId: `${skillId}x`, at: Date.now() + 1 }));
    expect(await rights()).toHaveLength(1);
  });

  it("event-foreign, where the skill does not know its own id, and the log names the setting", async () => {
    handler = skill.coldHandler({ SKILL_ID: "" });
    await expectFailure("event-foreign", disabled());
    expect(output.logged("skill event failed")[0]?.sentence).toContain("(SKILL_ID is not set)");
  });

  it.each([
    ["an application", (event: ReturnType<typeof disabled>) => ({ ...event, context: {} })],
    ["a time", (event: ReturnType<typeof disabled>) => ({ ...event, request: { type: event.request.type } })],
    [
      "a time that is one",
      (event: ReturnType<typeof disabled>) => ({
        ...event,
        request: { ...event.request, eventCreationTime: "2026-13-41T00:00:00Z" },
      }),
    ],
  ])("event-malformed, without %s", async (_lacking, broken) => {
    await expectFailure("event-malformed", broken(disabled()));
  });

  it.each(["refused", "denied", "throttled", "garbage", "error"] as const)(
    "state-unreachable, while DynamoDB is %s",
    async (state) => {
      // The AWS client waits for a random part of half a second before it asks again.
      jest.spyOn(Math, "random").mockReturnValue(0);
      await grant();
      await take(linked());
      const event = disabled({ at: Date.now() + 1 });
      skill.dynamo.server.behave(state);
      await expectFailure("state-unreachable", event);
      skill.dynamo.calm();
      await take(event);
      expect(await rights()).toEqual([]);
    },
  );

  it("state-unreachable in time, while DynamoDB is slow", async () => {
    jest.spyOn(Math, "random").mockReturnValue(0);
    process.env.AWS_ENDPOINT_URL_DYNAMODB = silent.url;
    fakeDeadlines();
    const failure = expectFailure("state-unreachable", disabled());
    await silent.called(1);
    // The first try ends, and the wait before the second one too: less than Alexa's time by far.
    await pass(1_200);
    await silent.called(2);
    await pass(1_000);
    await failure;
  });

  it.each(["refused", "throttled", "garbage", "error"] as const)(
    "identity-unreachable, while Login with Amazon is %s, and the same event does it afterwards",
    async (state) => {
      const event = linked();
      skill.login.behave(state);
      await expectFailure("identity-unreachable", event);
      skill.login.behave("ok");
      await take(event);
      expect(outcomes()).toEqual(["linked"]);
    },
  );

  it("identity-unreachable in time, while Login with Amazon is slow", async () => {
    handler = skill.coldHandler({ LWA_API_URL: silent.url });
    fakeDeadlines();
    const failure = expectFailure("identity-unreachable", linked());
    await silent.called(1);
    // What an environment's first invocation has, less the time to tell of it.
    await pass(4_600);
    await failure;
  });
});

describe("a skill with wrong settings", () => {
  it("throws a skill event, so that Alexa sends it again", async () => {
    const misconfigured = skill.coldHandler({ LWA_CLIENT_ID: "" });
    await expect(misconfigured(skillEvent("SkillDisabled", parts()), unhurried)).rejects.toThrow(/LWA_CLIENT_ID/);
    expect(output.text()).toContain("the configuration is wrong");
  });
});

describe("what is a skill event", () => {
  it("is told by its type alone", () => {
    expect(isSkillEvent(disabled())).toBe(true);
    expect(isSkillEvent({ request: { type: "AlexaSkillEvent.SomethingNew" } })).toBe(true);
    for (const other of [
      directiveFixture("report-state.camera"),
      { request: { type: "LaunchRequest" } },
      null,
      "text",
      undefined,
    ])
      expect(isSkillEvent(other)).toBe(false);
  });
});
