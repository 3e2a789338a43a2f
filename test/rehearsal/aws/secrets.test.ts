import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Secrets, startSecrets } from "../../../rehearsal/aws/secrets.ts";

const region = "us-east-1";
const arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:skill/events-AbCdEf";
const owner = { accessKeyId: "AKIAOWNER", secretAccessKey: "the owner's" };
const get = ["secretsmanager:GetSecretValue"];
const reader = { accessKeyId: "AKIAREADER", secretAccessKey: "the reader's", actions: get };

let secrets: Secrets;
const put: [string, string][] = [];
const clients: SecretsManagerClient[] = [];

function as(credentials: { accessKeyId: string; secretAccessKey: string }): SecretsManagerClient {
  const client = new SecretsManagerClient({ region, credentials, endpoint: secrets.url, maxAttempts: 1 });
  clients.push(client);
  return client;
}

beforeAll(async () => {
  secrets = await startSecrets({
    accessKeys: [owner, reader],
    secrets: { [arn]: "first" },
    onPut: (...what) => void put.push(what),
  });
});
afterAll(async () => {
  for (const client of clients) client.destroy();
  await secrets.stop();
});

describe("a secret", () => {
  it("is read by its ARN or its name, and has the value that was put last", async () => {
    const client = as(owner);
    const { VersionId } = await client.send(
      new PutSecretValueCommand({ SecretId: "skill/events", SecretString: "new" }),
    );
    for (const SecretId of [arn, "skill/events"]) {
      expect(await client.send(new GetSecretValueCommand({ SecretId }))).toMatchObject({
        ...{ ARN: arn, Name: "skill/events", SecretString: "new", VersionId, VersionStages: ["AWSCURRENT"] },
      });
    }
    expect(put).toEqual([[arn, "new"]]);
    const before = new GetSecretValueCommand({ SecretId: arn, VersionStage: "AWSPREVIOUS" });
    expect(await client.send(before)).toMatchObject({ SecretString: "first" });
  });

  it("has one version of a call that is made again, and takes no other value for it", async () => {
    const client = as(owner);
    const again = { SecretId: arn, ClientRequestToken: "0f5d0c3e-6d0c-4c4b-9d7c-000000000001" };
    const versionOf = async (SecretString: string, more: object = again) =>
      (await client.send(new PutSecretValueCommand({ SecretId: arn, SecretString, ...more }))).VersionId;
    expect(await versionOf("once")).toBe(again.ClientRequestToken);
    expect(await versionOf("once")).toBe(again.ClientRequestToken);
    await expect(versionOf("another")).rejects.toMatchObject({ name: "ResourceExistsException" });
    expect((await client.send(new GetSecretValueCommand({ SecretId: arn }))).SecretString).toBe("once");
    // Another call makes another version, though the value is the same.
    const next = await versionOf("once", {});
    expect(next).not.toBe(again.ClientRequestToken);
    expect(await client.send(new GetSecretValueCommand({ SecretId: arn }))).toMatchObject({ VersionId: next });
  });

  it("is described without its value", async () => {
    const described = await as(owner).send(new DescribeSecretCommand({ SecretId: arn }));
    expect(described).toMatchObject({ ARN: arn, Name: "skill/events" });
    expect(described.LastChangedDate).toBeInstanceOf(Date);
    expect(Object.values(described.VersionIdsToStages ?? {}).flat()).toContain("AWSCURRENT");
    expect(JSON.stringify(described)).not.toContain("first");
  });

  it("is changed by nobody who may only read it", async () => {
    const denied = { name: "AccessDeniedException" };
    await as(reader).send(new GetSecretValueCommand({ SecretId: arn }));
    const change = new PutSecretValueCommand({ SecretId: arn, SecretString: "theirs" });
    await expect(as(reader).send(change)).rejects.toMatchObject(denied);
    await expect(as(reader).send(new DescribeSecretCommand({ SecretId: arn }))).rejects.toMatchObject(denied);
  });

  it("that is not there can be neither read nor changed", async () => {
    const missing = { name: "ResourceNotFoundException" };
    const SecretId = "another";
    await expect(as(owner).send(new GetSecretValueCommand({ SecretId }))).rejects.toMatchObject(missing);
    const change = new PutSecretValueCommand({ SecretId, SecretString: "x" });
    await expect(as(owner).send(change)).rejects.toMatchObject(missing);
  });
});
