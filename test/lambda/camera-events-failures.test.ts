import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from "@jest/globals";
import type { FailureCode } from "../../lambda/failure.ts";
import { doorbellPressed } from "../../protocol/camera-events/build-entries.ts";
import { delivered } from "./camera-events/support.ts";
import { type CapturedOutput, captureOutput } from "./support/captured-output.ts";
import { fakeDeadlines, pass } from "./support/fake-deadline.ts";
import { cameraRecord } from "./support/fixtures.ts";
import { type HearingSkill, startHearingSkill } from "./support/hearing-skill.ts";
import { type SilentServer, startSilentServer } from "./support/silent-server.ts";
import { hearWarnings } from "./support/warnings.ts";

const id = "front-door";
const ada = "amzn1.account.ADA";
/** What the function has of Lambda's time, and when its last call ends. */
const [LAMBDA_MS, LAST_CALL_MS] = [30_000, 24_800];
let skill: HearingSkill;
let silent: SilentServer;
let output: CapturedOutput;
/** How much time has passed for whatever stands on setTimeout, in milliseconds. */
let passed = 0;
let presses = 0;

beforeAll(async () => {
  skill = await startHearingSkill();
  silent = await startSilentServer();
  await skill.catalogue.add(cameraRecord({ id, kind: "doorbell", owners: [ada] }));
  await skill.grant(ada);
});
beforeEach(() => {
  output = captureOutput();
  passed = 0;
  // The AWS client waits for a random part of half a second before it asks again.
  jest.spyOn(Math, "random").mockReturnValue(0);
  fakeDeadlines();
});
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
  output.restore();
  silent.calm();
  process.env.AWS_ENDPOINT_URL_DYNAMODB = skill.dynamo.server.url;
  skill.gateways.behave("ok");
  skill.login.behave("ok");
  skill.dynamo.calm();
});
afterAll(async () => {
  await silent.stop();
  await skill.stop();
});

/** Presses the bell in a new environment; gives what the function throws. */
function press(change: Record<string, string> = {}): Promise<unknown> {
  skill.cold(change, LAMBDA_MS);
  presses += 1;
  const event = delivered(doorbellPressed(id, Date.now() - presses));
  return skill.invoke(event).then(
    () => undefined,
    (error: unknown) => error,
  );
}
/** Lets so much time pass. */
async function later(milliseconds: number): Promise<void> {
  passed += milliseconds;
  await pass(milliseconds);
}
/** Waits, in the machine's own time, for so many lines of this message. */
async function logged(message: string, times: number): Promise<void> {
  while (output.logged(message).length < times) await new Promise((resolve) => setImmediate(resolve));
}
/** Holds what was thrown to a failure, in time, and each of the causes that the log has to another. */
async function expectFailure(code: FailureCode, thrown: Promise<unknown>, causes: readonly string[] = []) {
  expect(await thrown).toMatchObject({ name: "Failure", code });
  expect(passed).toBeLessThanOrEqual(LAST_CALL_MS);
  expect(output.logged("camera event failed")).toMatchObject([{ code, level: "ERROR" }]);
  expect(output.logged("a user could not be told").map((line) => `${line.code}: ${line.sentence}`)).toEqual(
    causes.map((cause) => expect.stringContaining(cause)),
  );
  for (const secret of [ada, "Atza|", skill.login.eventsClient.clientSecret]) {
    expect(output.text() + String(await thrown)).not.toContain(secret);
  }
}
const refusedTries = (times: number) => logged("the event gateway did not take an event", times);

describe("a press that comes to nothing, in time", () => {
  it.each([
    ["refused", "(no reply)"],
    ["throttled", "(THROTTLING_EXCEPTION)"],
    ["garbage", "(HTTP 200)"],
    ["error", "(INTERNAL_SERVICE_EXCEPTION)"],
  ] as const)("is undelivered after four tries, where the gateway is %s", async (behaviour, cause) => {
    skill.gateways.behave(behaviour);
    const thrown = press();
    for (const [index, wait] of [1_000, 2_000, 4_000].entries()) {
      await refusedTries(index + 1);
      await later(wait);
    }
    await expectFailure("event-undelivered", thrown, [cause]);
    expect(output.logged("the event gateway did not take an event")).toHaveLength(4);
  });

  it("is undelivered after four tries, where the gateway is slow", async () => {
    const thrown = press({ ALEXA_API_URL_NA: silent.url });
    for (const [index, wait] of [1_000, 2_000, 4_000, 0].entries()) {
      await silent.called(index + 1);
      await later(4_000);
      await refusedTries(index + 1);
      await later(wait);
    }
    await expectFailure("event-undelivered", thrown, ["(no reply)"]);
  });

  it.each(["refused", "throttled", "garbage", "error"] as const)(
    "is undelivered at once, where Login with Amazon is %s and the gateway wants another token",
    async (behaviour) => {
      skill.gateways.behave("denied");
      skill.login.behave(behaviour);
      await expectFailure("event-undelivered", press(), ["identity-unreachable"]);
      expect(passed).toBe(0);
    },
  );

  it("is undelivered after four seconds, where Login with Amazon is slow and the gateway wants another token", async () => {
    skill.gateways.behave("denied");
    const thrown = press({ LWA_API_URL: silent.url });
    await silent.called(1);
    await later(4_000);
    await expectFailure("event-undelivered", thrown, ["identity-unreachable"]);
  });

  it("is registry-unreachable after two tries of a second, where the table is slow", async () => {
    process.env.AWS_ENDPOINT_URL_DYNAMODB = silent.url;
    const thrown = press();
    await silent.called(1);
    // The first try ends, and the wait before the second one too.
    await later(1_200);
    await silent.called(2);
    await later(1_000);
    await expectFailure("registry-unreachable", thrown);
  });
});

describe("thirty who share a camera", () => {
  it("are told at once, and Node does not take so many who listen to one deadline for a leak", async () => {
    const owners = Array.from({ length: 30 }, (_, index) => `amzn1.account.SHARER${index}`);
    await skill.catalogue.add(cameraRecord({ id: "hall", kind: "doorbell", owners }));
    for (const owner of owners) await skill.grant(owner);
    const warnings = hearWarnings();
    skill.cold({ ALEXA_API_URL_NA: silent.url }, LAMBDA_MS);
    const told = skill.invoke(delivered(doorbellPressed("hall", Date.now())));
    await silent.called(30);
    silent.answer(202);
    await told;
    expect(output.logged("event told")).toMatchObject([{ told: 30, left: 0 }]);
    expect(await warnings.names()).toEqual([]);
    warnings.stop();
  });
});
