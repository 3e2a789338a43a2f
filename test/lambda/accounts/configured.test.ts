import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { createHandler } from "../../../lambda/index.ts";
import type { AlexaEvent } from "../../../protocol/alexa/events.ts";
import { startLoginWithAmazon } from "../../../rehearsal/alexa-cloud/login-with-amazon/index.ts";
import { startOidcProvider } from "../../../rehearsal/oidc-provider/index.ts";
import { type CapturedOutput, captureOutput } from "../support/captured-output.ts";
import { cameraRecord, directiveFixture } from "../support/fixtures.ts";
import { errorOf, unhurried } from "../support/rehearsed-skill.ts";

let login: Awaited<ReturnType<typeof startLoginWithAmazon>>;
let oidc: Awaited<ReturnType<typeof startOidcProvider>>;
let taskRoot: string;
let output: CapturedOutput;

beforeAll(async () => {
  [login, oidc, taskRoot] = await Promise.all([
    startLoginWithAmazon(),
    startOidcProvider(),
    mkdtemp(join(tmpdir(), "accounts-")),
  ]);
  await writeFile(join(taskRoot, "cameras.json"), JSON.stringify([cameraRecord({ owners: ["user-ada", "user-bob"] })]));
  output = captureOutput();
});
beforeEach(() => output.clear());
afterAll(async () => {
  output.restore();
  await Promise.all([login.stop(), oidc.stop(), rm(taskRoot, { recursive: true })]);
});

/** Sends Discover with a token to a new environment of the whole skill. */
async function discover(token: string, linking: Readonly<Record<string, string>>): Promise<AlexaEvent> {
  const handler = createHandler({
    ...linking,
    LAMBDA_TASK_ROOT: taskRoot,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "AKIAEXAMPLE",
    AWS_SECRET_ACCESS_KEY: "secret",
  });
  const envelope = directiveFixture("discover.linked-user");
  envelope.directive.payload.scope.token = token;
  return handler(envelope, unhurried);
}

describe("the skill that is linked", () => {
  const byOidc = () => ({ ACCOUNT_LINKING: "oidc", OIDC_ISSUER: oidc.issuer, OIDC_AUDIENCE: oidc.audience });
  const byAmazon = () => ({ ACCOUNT_LINKING: "lwa", LWA_CLIENT_ID: login.clientId, LWA_API_URL: login.url });
  const theCamera = { event: { payload: { endpoints: [{ endpointId: "front-door" }] } } };

  it("with Login with Amazon knows its users by Amazon's tokens", async () => {
    expect(await discover(login.issueToken({ userId: "user-ada" }), byAmazon())).toMatchObject(theCamera);
    const event = await discover(await oidc.issueToken({ userId: "user-ada" }), byAmazon());
    expect(errorOf(event)?.type).toBe("INVALID_AUTHORIZATION_CREDENTIAL");
  });

  it("with an OpenID Connect provider knows its users by the provider's tokens", async () => {
    expect(await discover(await oidc.issueToken({ userId: "user-bob" }), byOidc())).toMatchObject(theCamera);
    const event = await discover(login.issueToken({ userId: "user-bob" }), byOidc());
    expect(errorOf(event)?.type).toBe("INVALID_AUTHORIZATION_CREDENTIAL");
  });

  it("tells a token that has run out from one that is wrong, and writes neither down", async () => {
    const expired = await oidc.issueToken({ userId: "user-ada", expiresInSeconds: -3600 });
    expect(errorOf(await discover(expired, byOidc()))?.type).toBe("EXPIRED_AUTHORIZATION_CREDENTIAL");
    const forged = await oidc.issueToken({ userId: "user-ada", forged: true });
    expect(errorOf(await discover(forged, byOidc()))?.type).toBe("INVALID_AUTHORIZATION_CREDENTIAL");
    for (const token of [expired, forged]) expect(output.text()).not.toContain(token.slice(0, 30));
    expect(output.text()).not.toContain("user-ada");
  });
});
