import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import * as z from "zod/mini";
import { type Connections, createConnections } from "../../lambda/connections.ts";
import { createSecrets } from "../../lambda/secrets.ts";
import { type Secrets, startSecrets } from "../../rehearsal/aws/secrets.ts";

const arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:camera-skill-events-AbCdEf";
const schema = z.object({ clientId: z.string(), clientSecret: z.string() });
const client = { clientId: "amzn1.application-oa2-client.1", clientSecret: "theClientsOwnSecret" };
const role = { accessKeyId: "AKIAIOSFODNN7EVENTS", secretAccessKey: "events-role-key" };
const stranger = { accessKeyId: "AKIAIOSFODNN7OTHER", secretAccessKey: "other-key", actions: ["dynamodb:*"] };

let service: Secrets;
let connections: Connections;
let time = 0;

beforeAll(async () => {
  service = await startSecrets({ region: "us-east-1", accessKeys: [role, stranger], secrets: { [arn]: client } });
  process.env.AWS_ENDPOINT_URL_SECRETS_MANAGER = service.url;
});
beforeEach(() => {
  connections = createConnections(() => time);
});
afterEach(() => {
  connections.close();
  service.behave("ok");
  service.put(arn, client);
});
afterAll(async () => {
  delete process.env.AWS_ENDPOINT_URL_SECRETS_MANAGER;
  await service.stop();
});

const secretsAs = (credentials = role) =>
  createSecrets({ credentials, connections, region: "us-east-1", now: () => time });
const unhurried = new AbortController().signal;
const failing = (secrets = secretsAs(), signal = unhurried, of = arn) =>
  expect(secrets.read(of, schema, signal)).rejects;
const failure = (detail: string) => ({
  code: "secret-unreadable",
  sentence: expect.stringMatching(`\\(${detail}\\)$`),
});

describe("a secret", () => {
  it("is read once in five minutes", async () => {
    const secrets = secretsAs();
    const before = service.reads();
    for (let times = 0; times < 3; times += 1) expect(await secrets.read(arn, schema, unhurried)).toEqual(client);
    expect(service.reads()).toBe(before + 1);
    const changed = { ...client, clientSecret: "another" };
    service.put(arn, changed);
    time += 299_999;
    expect(await secrets.read(arn, schema, unhurried)).toEqual(client);
    time += 1;
    expect(await secrets.read(arn, schema, unhurried)).toEqual(changed);
  });

  it("is not kept while it is wrong, and only the field is named", async () => {
    const secrets = secretsAs();
    service.put(arn, { clientId: client.clientId, clientsecret: client.clientSecret });
    await failing(secrets).toMatchObject(failure("clientSecret"));
    service.put(arn, client);
    expect(await secrets.read(arn, schema, unhurried)).toEqual(client);
  });

  it.each([
    ["no JSON", client.clientSecret],
    ["no object", '"text"'],
  ])("that holds %s is unreadable", async (detail, content) => {
    service.put(arn, content);
    const error = await secretsAs()
      .read(arn, schema, unhurried)
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject(failure(detail));
    expect(String(error)).not.toContain(client.clientSecret);
  });

  it("that is not there is unreadable, and AWS's name for it is told", async () => {
    await failing(secretsAs(), unhurried, `${arn}x`).toMatchObject(failure("ResourceNotFoundException"));
  });

  it("that the role may not read is unreadable", async () => {
    await failing(secretsAs(stranger)).toMatchObject(failure("AccessDeniedException"));
    await failing(secretsAs({ ...role, secretAccessKey: "wrong" })).toMatchObject(failure("InvalidSignatureException"));
  });

  it.each([
    ["denied", "AccessDeniedException"],
    ["throttled", "ThrottlingException"],
    ["garbage", "SyntaxError"],
    ["error", "InternalServerError"],
  ] as const)("is unreadable while Secrets Manager is in state %s", async (state, detail) => {
    service.behave(state);
    await failing().toMatchObject(failure(detail));
  });

  it("is unreadable while connections are cut", async () => {
    service.behave("refused");
    await failing().toMatchObject({ code: "secret-unreadable" });
  });

  it("ends with the signal where Secrets Manager is slow", async () => {
    service.behave("slow");
    const controller = new AbortController();
    const read = failing(secretsAs(), controller.signal).toMatchObject(failure("AbortError"));
    controller.abort();
    await read;
  });
});

describe("the stand-in for Secrets Manager", () => {
  it("answers the AWS client as the service does, and knows no other operation", async () => {
    const aws = new SecretsManagerClient({ region: "us-east-1", credentials: role, maxAttempts: 1 });
    const reply = await aws.send(new GetSecretValueCommand({ SecretId: arn }));
    expect(reply).toMatchObject({ ARN: arn, Name: "camera-skill-events", SecretString: JSON.stringify(client) });
    const tooLong = new GetSecretValueCommand({ SecretId: "x".repeat(2_049) });
    await expect(aws.send(tooLong)).rejects.toMatchObject({ name: "ValidationException" });
    aws.destroy();
  });
});
