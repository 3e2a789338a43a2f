import { GetCallerIdentityCommand, GetSessionTokenCommand, STSClient } from "@aws-sdk/client-sts";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import type { AwsServer } from "../../../../rehearsal/aws/aws-server.ts";
import { createIdentities } from "../../../../rehearsal/deploy-targets/account/identities.ts";
import { startSts } from "../../../../rehearsal/deploy-targets/account/sts.ts";
import { role, roleArn } from "./support/role.ts";
import { stackOf } from "./support/small-stack.ts";

const MINUTES = 60_000;

describe("STS", () => {
  const identities = createIdentities({ region: "us-east-1", accountId: "123456789012" });
  let sts: AwsServer;
  const clients: STSClient[] = [];
  beforeAll(async () => {
    identities.take(stackOf({ Role: role() }));
    sts = await startSts(identities);
  });
  afterEach(() => sts.skewClock(0));
  afterAll(async () => {
    for (const client of clients) client.destroy();
    await sts.stop();
  });

  function clientOf(credentials: { accessKeyId: string; secretAccessKey: string }, more: object = {}): STSClient {
    const client = new STSClient({ region: "eu-west-1", endpoint: sts.url, credentials, ...more });
    clients.push(client);
    return client;
  }
  const whose = (client: STSClient) => client.send(new GetCallerIdentityCommand());

  it("says whose a key is: the owner's", async () => {
    expect(await whose(clientOf(identities.owner))).toMatchObject({
      Account: "123456789012",
      Arn: "arn:aws:iam::123456789012:user/rehearsal",
      UserId: expect.stringMatching(/^AIDA/),
    });
  });

  it("says whose a key is: a user's of another account", async () => {
    expect(await whose(clientOf(identities.stranger))).toMatchObject({
      Account: "210987654321",
      Arn: "arn:aws:iam::210987654321:user/rehearsal",
    });
  });

  it("says whose a key is: a function's role's, which needs no permission for it", async () => {
    expect(await whose(clientOf(identities.keyOf(roleArn)))).toMatchObject({
      Account: "123456789012",
      Arn: "arn:aws:sts::123456789012:assumed-role/worker-role/rehearsal",
    });
  });

  it("knows no key that nobody has, and no wrong secret", async () => {
    const unknown = { accessKeyId: "AKIANOBODY", secretAccessKey: "x" };
    await expect(whose(clientOf(unknown))).rejects.toMatchObject({ name: "InvalidClientTokenId" });
    const wrong = { ...identities.owner, secretAccessKey: "x" };
    await expect(whose(clientOf(wrong))).rejects.toMatchObject({ name: "SignatureDoesNotMatch" });
  });

  it("has no other operation", async () => {
    const sent = clientOf(identities.owner).send(new GetSessionTokenCommand());
    await expect(sent).rejects.toMatchObject({ name: "InvalidAction" });
  });

  it.each([
    ["slow", 20, /^Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 15 min\.\)$/],
    ["fast", -20, /^Signature not yet current: .* \+ 15 min\.\)$/],
  ])("refuses a caller whose clock is 20 minutes %s", async (_, ahead, message) => {
    sts.skewClock(ahead * MINUTES);
    await expect(whose(clientOf(identities.owner, { maxAttempts: 1 }))).rejects.toMatchObject({
      name: "SignatureDoesNotMatch",
      message: expect.stringMatching(message),
      $metadata: { httpStatusCode: 403 },
    });
  });

  it("takes a caller whose clock is 10 minutes slow", async () => {
    sts.skewClock(10 * MINUTES);
    expect(await whose(clientOf(identities.owner, { maxAttempts: 1 }))).toHaveProperty("Account");
  });

  it("is told the time by, so that an AWS SDK that may try again comes through with a wrong clock", async () => {
    sts.skewClock(20 * MINUTES);
    const client = clientOf(identities.owner);
    const { $metadata } = await whose(client);
    expect($metadata.attempts).toBe(2);
    expect(client.config.systemClockOffset / MINUTES).toBeCloseTo(20, 0);
  });
});
