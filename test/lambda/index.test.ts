import { afterAll, afterEach, beforeAll, expect, it, jest } from "@jest/globals";
import { createHandler } from "../../lambda/index.ts";
import { startLoginWithAmazon } from "../../rehearsal/alexa-cloud/login-with-amazon/index.ts";
import { type CapturedOutput, captureOutput } from "./support/captured-output.ts";
import { fakeDeadlines, pass } from "./support/fake-deadline.ts";
import { directiveFixture } from "./support/fixtures.ts";
import { errorOf, unhurried } from "./support/rehearsed-skill.ts";

let login: Awaited<ReturnType<typeof startLoginWithAmazon>>;
let output: CapturedOutput;

beforeAll(async () => {
  login = await startLoginWithAmazon();
  output = captureOutput();
});
afterEach(() => {
  jest.useRealTimers();
});
afterAll(async () => {
  output.restore();
  await login.stop();
});

it("ends calls after 4.6 s in an environment's first invocation, and after 5.3 s in every later one", async () => {
  login.behave("hang");
  fakeDeadlines();
  const handler = createHandler({
    LWA_CLIENT_ID: login.clientId,
    LWA_API_URL: login.url,
    LAMBDA_TASK_ROOT: "/var/task",
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "AKIAEXAMPLE",
    AWS_SECRET_ACCESS_KEY: "secret",
  });
  for (const milliseconds of [4_600, 5_300, 5_300]) {
    const done = jest.fn();
    const event = handler(directiveFixture("report-state.camera"), unhurried);
    event.then(done);
    await pass(milliseconds - 1);
    expect(done).not.toHaveBeenCalled();
    await pass(1);
    expect(errorOf(await event)?.message).toMatch(/^identity-unreachable: /);
  }
});
