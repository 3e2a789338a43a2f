import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import type { AwsBehaviour } from "../../../rehearsal/aws/behaviour.ts";
import { type Bucket, type ObjectChange, startBucket } from "../../../rehearsal/aws/bucket.ts";

const region = "eu-west-1";
const owner = { accessKeyId: "AKIAEXAMPLEOWNER", secretAccessKey: "secret of the owner" };
const reader = { accessKeyId: "AKIAEXAMPLEREADER", secretAccessKey: "secret of the reader", actions: ["s3:GetObject"] };

let folder: string;
let bucket: Bucket;
let client: S3Client;
const changes: ObjectChange[] = [];
const clients: S3Client[] = [];

function clientOf(credentials: { accessKeyId: string; secretAccessKey: string }, name = region): S3Client {
  const made = new S3Client({ region: name, credentials, endpoint: bucket.url, forcePathStyle: true, maxAttempts: 1 });
  clients.push(made);
  return made;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bucket-"));
  bucket = await startBucket({
    region,
    accessKeys: [owner, reader],
    folder,
    onObject: (change) => changes.push(change),
  });
  client = clientOf(owner);
});
afterEach(() => {
  bucket.behave("ok");
  changes.length = 0;
});
afterAll(async () => {
  for (const each of clients) each.destroy();
  await bucket.stop();
  await rm(folder, { recursive: true });
});

const at = (Key: string, Bucket = bucket.name) => ({ Bucket, Key });
const put = (key: string, text: string) =>
  client.send(new PutObjectCommand({ ...at(key), Body: Buffer.from(text), ContentType: "image/jpeg" }));

describe("the bucket, to AWS's own client", () => {
  it("keeps an object, tells of it, and gives it back with its type and time", async () => {
    await put("front-door.jpg", "a picture");
    const { Body, ContentType, LastModified } = await client.send(new GetObjectCommand(at("front-door.jpg")));
    expect(await Body?.transformToString()).toBe("a picture");
    expect(ContentType).toBe("image/jpeg");
    expect(Math.abs(Date.now() - (LastModified?.getTime() ?? 0))).toBeLessThan(60_000);
    const head = await client.send(new HeadObjectCommand(at("front-door.jpg")));
    expect(head).toMatchObject({ ContentLength: 9, ContentType: "image/jpeg" });
    expect(changes).toEqual([{ key: "front-door.jpg", action: "created", size: 9 }]);
  });

  it("puts a new object in the place of the old one, and leaves no other file", async () => {
    await put("front-door.jpg", "one");
    await put("front-door.jpg", "two");
    const { Body } = await client.send(new GetObjectCommand(at("front-door.jpg")));
    expect(await Body?.transformToString()).toBe("two");
    expect(await readdir(folder)).toEqual(["front-door.jpg"]);
  });

  it("deletes an object, and says nothing of one that was not there", async () => {
    await put("gone.jpg", "soon");
    await client.send(new DeleteObjectCommand(at("gone.jpg")));
    await client.send(new DeleteObjectCommand(at("gone.jpg")));
    expect(changes.map(({ action }) => action)).toEqual(["created", "deleted"]);
    await expect(client.send(new GetObjectCommand(at("gone.jpg")))).rejects.toMatchObject({ name: "NoSuchKey" });
  });

  it("knows one bucket, and says of another that it does not exist", async () => {
    const call = client.send(new GetObjectCommand(at("front-door.jpg", "another")));
    await expect(call).rejects.toMatchObject({ name: "NoSuchBucket", $metadata: { httpStatusCode: 404 } });
  });

  it("is private: what is unsigned is refused, and so is a wrong secret, a stranger and another region", async () => {
    const unsigned = await fetch(`${bucket.url}/${bucket.name}/front-door.jpg`);
    expect(unsigned.status).toBe(403);
    expect(await unsigned.text()).toContain("<Code>AccessDenied</Code>");
    for (const [who, name] of [
      [clientOf({ ...owner, secretAccessKey: "another" }), "SignatureDoesNotMatch"],
      [clientOf({ ...owner, accessKeyId: "AKIASTRANGER" }), "InvalidAccessKeyId"],
      [clientOf(owner, "us-east-1"), "SignatureDoesNotMatch"],
    ] as const) {
      await expect(who.send(new GetObjectCommand(at("front-door.jpg")))).rejects.toMatchObject({ name });
    }
  });

  it("lets a key do only what it may, and hides what is missing from one that may not list", async () => {
    await put("front-door.jpg", "a picture");
    const limited = clientOf(reader);
    await limited.send(new GetObjectCommand(at("front-door.jpg")));
    for (const command of [
      new PutObjectCommand({ ...at("front-door.jpg"), Body: "x" }),
      new DeleteObjectCommand(at("front-door.jpg")),
      new GetObjectCommand(at("missing.jpg")),
    ]) {
      // biome-ignore lint/suspicious/noExplicitAny: the client's overloads take no union of commands.
      await expect(limited.send(command as any)).rejects.toMatchObject({ name: "AccessDenied" });
    }
  });

  it("says of what it does not imitate that it does not", async () => {
    await expect(client.send(new ListBucketsCommand({}))).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
    await expect(put("folder/picture.jpg", "x")).rejects.toMatchObject({ name: "NotImplemented" });
    await expect(put("../picture.jpg", "x")).rejects.toThrow();
  });

  it.each<[AwsBehaviour, object]>([
    ["denied", { name: "AccessDenied", $metadata: { httpStatusCode: 403 } }],
    ["throttled", { name: "SlowDown", $metadata: { httpStatusCode: 503 } }],
    ["error", { name: "InternalError", $metadata: { httpStatusCode: 500 } }],
  ])("%s answers as S3 does", async (behaviour, error) => {
    bucket.behave(behaviour);
    await expect(client.send(new GetObjectCommand(at("front-door.jpg")))).rejects.toMatchObject(error);
  });

  it("refused cuts the connection", async () => {
    bucket.behave("refused");
    await expect(client.send(new GetObjectCommand(at("front-door.jpg")))).rejects.toThrow(/socket hang up/);
  });
});
