import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient, GetItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import { DescribeSignalingChannelCommand, KinesisVideoClient } from "@aws-sdk/client-kinesis-video";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createIdentities } from "../../../../rehearsal/deploy-targets/account/identities.ts";
import { createLiveStacks } from "../../../../rehearsal/deploy-targets/account/live-stacks.ts";
import {
  type AccountServices,
  startAccountServices,
} from "../../../../rehearsal/deploy-targets/account/services-of-account.ts";
import { makeStorage, type StackStorage } from "../../../../rehearsal/deploy-targets/account/storage-of-stack.ts";
import { createHappenings } from "../../../../rehearsal/happenings.ts";
import type { Stoppable } from "../../../../rehearsal/stoppable.ts";
import { resource, stackOf } from "./support/small-stack.ts";

const region = "us-east-1";
const role = "arn:aws:iam::123456789012:role/reader";
const secretArn = (name: string) => `arn:aws:secretsmanager:us-east-1:123456789012:secret:${name}-AbCdEf`;
const tableArn = "arn:aws:dynamodb:us-east-1:123456789012:table/cameras";
const allow = (Action: string, Resource: string, more: object = {}) => ({ Effect: "Allow", Action, Resource, ...more });
const secret = (name: string) =>
  resource("AWS::SecretsManager::Secret", { SecretString: `${name}'s content` }, { physicalId: secretArn(name) });

const stack = stackOf({
  Table: resource(
    "AWS::DynamoDB::Table",
    {
      AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
    },
    { physicalId: "cameras", attributes: { Arn: tableArn } },
  ),
  Bucket: resource("AWS::S3::Bucket", {}, { physicalId: "pictures" }),
  One: secret("one"),
  Other: secret("other"),
  Role: resource(
    "AWS::IAM::Role",
    {
      AssumeRolePolicyDocument: {
        Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
      },
    },
    { physicalId: "reader", attributes: { Arn: role } },
  ),
  ReadOne: resource("AWS::IAM::ManagedPolicy", {
    Roles: ["reader"],
    PolicyDocument: { Statement: allow("secretsmanager:GetSecretValue", secretArn("one")) },
  }),
  ReadOther: resource("AWS::IAM::ManagedPolicy", {
    Roles: ["another"],
    PolicyDocument: { Statement: allow("secretsmanager:GetSecretValue", secretArn("other")) },
  }),
  Policy: resource("AWS::IAM::Policy", {
    Roles: ["reader"],
    PolicyDocument: {
      Statement: [
        allow("s3:GetObject", "arn:aws:s3:::pictures/*"),
        allow("dynamodb:GetItem", tableArn, {
          Condition: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": "camera#*" } },
        }),
        allow("kinesisvideo:DescribeSignalingChannel", "arn:aws:kinesisvideo:*:123456789012:channel/garden/*"),
      ],
    },
  }),
});

describe("what a stack keeps, for one of its roles", () => {
  const started: Stoppable[] = [];
  const clients: { destroy(): void }[] = [];
  const identities = createIdentities({ region, accountId: stack.accountId });
  const events: unknown[] = [];
  let folder: string;
  let services: AccountServices;
  let storage: StackStorage;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "storage-of-stack-"));
    const keep = async <Part extends Stoppable>(starting: Promise<Part>): Promise<Part> => {
      const part = await starting;
      started.push(part);
      return part;
    };
    const options = { identities, signalingRegion: region, accountId: stack.accountId, happenings: createHappenings() };
    const stacks = createLiveStacks({ onChange() {} });
    const control = { stacks, concurrentExecutions: 1000, readCode: () => undefined };
    const deliver = (event: unknown) => void events.push(event);
    services = await startAccountServices({ ...options, ...control, deliver }, keep);
    // The services run already when a stack comes.
    identities.take(stack);
    storage = await makeStorage(stack, { services, identities, folder }, keep);
  });
  afterAll(async () => {
    for (const client of clients) client.destroy();
    await Promise.all(started.map((part) => part.stop()));
    await rm(folder, { recursive: true });
  });

  /** What a client is made with that has the role's keys, or the owner's. */
  function as(who: "role" | "owner", endpoint: string | undefined, where = region) {
    const credentials = who === "owner" ? identities.owner : identities.keyOf(role);
    return { region: where, endpoint: endpoint ?? "", credentials, maxAttempts: 1 };
  }
  function client<Client extends { destroy(): void }>(made: Client): Client {
    clients.push(made);
    return made;
  }

  it("gives it the secrets that it may read, in their region alone", async () => {
    const url = services.addresses.AWS_ENDPOINT_URL_SECRETS_MANAGER;
    const secrets = client(new SecretsManagerClient(as("role", url)));
    const read = (SecretId: string) => secrets.send(new GetSecretValueCommand({ SecretId }));
    expect(await read(secretArn("one"))).toMatchObject({ SecretString: "one's content" });
    await expect(read(secretArn("other"))).rejects.toMatchObject({ name: "AccessDeniedException" });
    const elsewhere = client(new SecretsManagerClient(as("role", url, "eu-west-1")));
    const reading = elsewhere.send(new GetSecretValueCommand({ SecretId: secretArn("one") }));
    await expect(reading).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  it("lets it read objects that the owner has put, and put none", async () => {
    const at = { Bucket: "pictures", Key: "front-door.jpg" };
    const bucketOf = (who: "role" | "owner") =>
      client(new S3Client({ ...as(who, storage.bucket.url), forcePathStyle: true }));
    await bucketOf("owner").send(new PutObjectCommand({ ...at, Body: "a picture" }));
    const mine = bucketOf("role");
    expect(await mine.send(new GetObjectCommand(at))).toMatchObject({ ContentLength: 9 });
    await expect(mine.send(new PutObjectCommand({ ...at, Body: "mine" }))).rejects.toMatchObject({
      name: "AccessDenied",
    });
    // Without s3:ListBucket nobody learns what is not there.
    const missing = new GetObjectCommand({ ...at, Key: "garden.jpg" });
    await expect(mine.send(missing)).rejects.toMatchObject({ name: "AccessDenied" });
  });

  it("lets it touch the keys of the table that its condition names, in the table's region alone", async () => {
    const url = services.addresses.AWS_ENDPOINT_URL_DYNAMODB;
    const get = (pk: string) => new GetItemCommand({ TableName: "cameras", Key: { pk: { S: pk } } });
    const mine = client(new DynamoDBClient(as("role", url)));
    expect(await mine.send(get("camera#front-door"))).not.toHaveProperty("Item");
    await expect(mine.send(get("grant#someone"))).rejects.toMatchObject({ name: "AccessDeniedException" });
    await expect(mine.send(new ScanCommand({ TableName: "cameras" }))).rejects.toThrow("dynamodb:Scan");
    const elsewhere = client(new DynamoDBClient(as("owner", url, "eu-west-1")));
    await expect(elsewhere.send(get("camera#front-door"))).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  it("lets it at the channels of KVS that it names", async () => {
    const kvs = client(new KinesisVideoClient(as("role", services.addresses.AWS_ENDPOINT_URL_KINESIS_VIDEO)));
    const describeChannel = (ChannelName: string) => kvs.send(new DescribeSignalingChannelCommand({ ChannelName }));
    await expect(describeChannel("garden")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    await expect(describeChannel("front-door")).rejects.toMatchObject({ name: "AccessDeniedException" });
  });

  it("tells of its objects from the update on that wants it", async () => {
    const owner = client(new S3Client({ ...as("owner", storage.bucket.url), forcePathStyle: true }));
    const put = (Key: string) => owner.send(new PutObjectCommand({ Bucket: "pictures", Key, Body: "a picture" }));
    const { Bucket } = stack.resources;
    const told = { NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: "true" } } };
    await put("before.jpg");
    const Told = resource("AWS::S3::Bucket", told, { physicalId: Bucket?.physicalId ?? "" });
    storage.update({ ...stack, resources: { ...stack.resources, Bucket: Told } });
    await put("after.jpg");
    await services.eventBus.delivered();
    expect(events).toMatchObject([{ source: "aws.s3", region, detail: { object: { key: "after.jpg" } } }]);
  });

  it("takes what an update has made of its policies, and no other table", () => {
    const { Table, Policy: _, ...others } = stack.resources;
    identities.take({ ...stack, resources: others });
    expect(
      identities.may(identities.keyOf(role), { action: "s3:GetObject", resource: "arn:aws:s3:::pictures/a" }),
    ).toBe(false);
    const another = resource(Table?.type ?? "", Table?.properties ?? {}, { physicalId: "cameras-2" });
    expect(() => storage.update({ ...stack, resources: { ...stack.resources, Table: another } })).toThrow(
      "the update has put cameras-2 in the place of cameras",
    );
  });
});
