import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { Failure, type FailureCode, failures } from "../../lambda/failure.ts";
import type { Handler } from "../../lambda/index.ts";
import { acceptGrantResponseSchema } from "../../protocol/alexa/accept-grant-response.ts";
import { type CapturedOutput, captureOutput } from "./support/captured-output.ts";
import { failureExpectations } from "./support/expect-failure.ts";
import { directiveFixture, sentinels } from "./support/fixtures.ts";
import { type GrantingSkill, grantor, secretArn, startGrantingSkill } from "./support/granting-skill.ts";
import { errorOf, unhurried } from "./support/rehearsed-skill.ts";

let skill: GrantingSkill;
let handler: Handler;
let output: CapturedOutput;
const always = new AbortController().signal;

beforeAll(async () => {
  skill = await startGrantingSkill();
});
beforeEach(() => {
  handler = skill.coldHandler();
  output = captureOutput();
});
afterEach(async () => {
  jest.useRealTimers();
  jest.restoreAllMocks();
  output.restore();
  skill.login.behave("ok");
  skill.secrets.behave("ok");
  skill.secrets.put(secretArn, skill.login.eventsClient);
  skill.dynamo.calm();
  for (const right of await rights()) await right.end();
});
afterAll(() => skill.stop());

const accept = (directive: unknown = skill.directive()) => handler(directive, unhurried);
const putSecret = (content: object) => skill.secrets.put(secretArn, content);
const rights = () => skill.rights().of(grantor);
const { expectFailure, expectFailureInTime } = failureExpectations({
  handler: () => handler,
  output: () => output,
  token: () => skill.token,
});
/** What nobody may read in a log or an answer. */
const secrets = () => [...Object.values(sentinels), skill.token, skill.login.eventsClient.clientSecret];

describe("AcceptGrant", () => {
  it("is answered, and from then on events may be sent in the region it came in", async () => {
    const response = await accept();
    expect(acceptGrantResponseSchema.safeParse(response).success).toBe(true);
    const [right, ...others] = await rights();
    expect(others).toEqual([]);
    expect(right?.region).toBe("EU");
    const token = (await right?.accessToken(always)) ?? "";
    expect(skill.login.lookUp(token)).toMatchObject({ userId: grantor, clientId: skill.login.eventsClient.clientId });
    for (const secret of [...secrets(), token]) expect(output.text()).not.toContain(secret);
  });

  it("that comes again replaces the first", async () => {
    await accept();
    const [first] = await rights();
    await accept();
    const [second, ...others] = await rights();
    expect(others).toEqual([]);
    expect(await second?.accessToken(always)).not.toBe(await first?.accessToken(always));
  });
});

describe("AcceptGrant fails, and nothing is stored", () => {
  afterEach(async () => {
    skill.dynamo.calm();
    expect(await rights()).toEqual([]);
  });

  it.each<[string, string, () => void]>([
    ["identity-unreachable", "Login with Amazon fails", () => skill.login.behave("error", "token")],
    ["identity-unreachable", "Login with Amazon answers garbage", () => skill.login.behave("garbage", "token")],
    ["identity-unreachable", "Login with Amazon throttles", () => skill.login.behave("throttled", "token")],
    ["identity-unreachable", "Login with Amazon is not reached", () => skill.login.behave("refused", "token")],
    ["invalid_client", "the client is wrong", () => putSecret({ ...skill.login.eventsClient, clientSecret: "wrong" })],
    ["secret-unreadable", "the secret lacks a field", () => putSecret({ clientId: skill.login.eventsClient.clientId })],
    ["secret-unreadable", "Secrets Manager denies it", () => skill.secrets.behave("denied")],
    ["state-unreachable", "DynamoDB denies it", () => skill.dynamo.server.behave("denied")],
    ["state-unreachable", "DynamoDB answers garbage", () => skill.dynamo.server.behave("garbage")],
  ])("naming %s, where %s", async (detail, _where, happen) => {
    happen();
    const message = await expectFailure("grant-not-exchanged", skill.directive());
    expect(message).toMatch(new RegExp(`\\(${detail}\\)$`));
    for (const secret of secrets()) expect(output.text()).not.toContain(secret);
  });

  it("naming state-unreachable, where DynamoDB has kept the grant and both of its replies were lost", async () => {
    skill.dynamo.loseNextReply("PutItem", 2);
    expect(await expectFailure("grant-not-exchanged", skill.directive())).toMatch(/\(state-unreachable\)$/);
    expect(skill.dynamo.calls.filter((operation) => operation === "PutItem")).toHaveLength(2);
  });

  it("naming invalid_grant, for a code that nobody issued, and for one that was used", async () => {
    expect(await expectFailure("grant-not-exchanged", skill.directive(sentinels.grantCode))).toContain("invalid_grant");
    const used = skill.directive();
    await accept(used);
    for (const right of await rights()) await right.end();
    expect(await expectFailure("grant-not-exchanged", used)).toContain("(invalid_grant)");
  });

  it.each(["Login with Amazon", "Secrets Manager"])("in time, where %s is slow", async (slow) => {
    // The token is known from now on, and the secret for five minutes.
    await accept(skill.directive(sentinels.grantCode));
    if (slow === "Login with Amazon") skill.login.behave("hang", "token");
    else {
      skill.secrets.behave("slow");
      const later = Date.now() + 300_000;
      jest.spyOn(Date, "now").mockImplementation(() => later);
    }
    await expectFailureInTime("grant-not-exchanged", skill.directive(), Promise.resolve());
  });

  it("where the user's token is not valid", async () => {
    const event = await accept(directiveFixture("accept-grant.linked-user"));
    expect(errorOf(event)).toMatchObject({ namespace: "Alexa.Authorization", type: "ACCEPT_GRANT_FAILED" });
    expect(errorOf(event)?.message).toContain("token-invalid");
  });
});

describe("where an event is to be sent by a grant", () => {
  it.each<[FailureCode, () => void]>([
    ["grant-gone", () => skill.login.revoke(grantor, skill.login.eventsClient.clientId)],
    ["secret-unreadable", () => skill.secrets.behave("denied")],
    ["identity-unreachable", () => skill.login.behave("throttled", "token")],
    ["state-unreachable", () => skill.dynamo.server.behave("denied")],
  ])("%s, once the token has ended", async (code, happen) => {
    await accept();
    const [right] = await skill.rights(() => Date.now() + 3_600_000).of(grantor);
    happen();
    const failure: unknown = await right?.accessToken(always).catch((thrown: unknown) => thrown);
    expect(failure).toBeInstanceOf(Failure);
    expect(failure).toMatchObject({ code, sentence: expect.stringContaining(failures[code].sentence) });
    for (const secret of secrets()) expect(`${failure}${output.text()}`).not.toContain(secret);
  });
});
