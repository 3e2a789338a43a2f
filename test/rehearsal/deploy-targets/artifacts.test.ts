import {
  CreateBucketCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Artifacts, startArtifacts } from "../../../rehearsal/deploy-targets/artifacts.ts";

const credentials = { accessKeyId: "AKIAEXAMPLEDEPLOY", secretAccessKey: "secret of the one who deploys" };
const reader = { accessKeyId: "AKIAEXAMPLEREADER", secretAccessKey: "secret of the reader", actions: ["s3:GetObject"] };

let artifacts: Artifacts;
const clients: S3Client[] = [];

function clientIn(region: string, key: { accessKeyId: string; secretAccessKey: string } = credentials): S3Client {
  const options = { region, credentials: key, endpoint: artifacts.url, maxAttempts: 1 };
  const client = new S3Client({ ...options, forcePathStyle: true });
  clients.push(client);
  return client;
}

beforeAll(async () => {
  artifacts = await startArtifacts({ accessKeys: [credentials, reader] });
});
afterAll(async () => {
  for (const client of clients) client.destroy();
  await artifacts.stop();
});

const european = { CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } } as const;
const versioned = { VersioningConfiguration: { Status: "Enabled" } } as const;

describe("the S3 of artifacts, to AWS's own client", () => {
  it("says that a bucket is not there until it is created", async () => {
    const client = clientIn("us-east-1");
    const Bucket = "ask-skill-default-useast1-1";
    await expect(client.send(new HeadBucketCommand({ Bucket }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 404 },
    });
    await client.send(new CreateBucketCommand({ Bucket }));
    expect(await client.send(new HeadBucketCommand({ Bucket }))).toMatchObject({ BucketRegion: "us-east-1" });
  });

  it("gives each upload a version of its own once versioning is on, and none before", async () => {
    const client = clientIn("us-east-1");
    const Bucket = "versions";
    const put = (text: string) =>
      client.send(new PutObjectCommand({ Bucket, Key: "endpoint/build.zip", Body: Buffer.from(text) }));
    await client.send(new CreateBucketCommand({ Bucket }));
    expect((await client.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBeUndefined();
    expect((await put("before")).VersionId).toBeUndefined();
    await client.send(new PutBucketVersioningCommand({ Bucket, ...versioned }));
    expect((await client.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe("Enabled");
    const first = (await put("first")).VersionId ?? "";
    const second = (await put("second")).VersionId ?? "";
    expect(second).not.toBe(first);

    const get = async (VersionId?: string) =>
      (
        await client.send(
          new GetObjectCommand({ Bucket, Key: "endpoint/build.zip", ...(VersionId !== undefined && { VersionId }) }),
        )
      ).Body?.transformToString();
    expect([await get(), await get(first), await get("null")]).toEqual(["second", "first", "before"]);
    const key = "endpoint/build.zip";
    expect(artifacts.read({ region: "us-east-1", bucket: Bucket, key, versionId: first })?.toString()).toBe("first");
    expect(artifacts.read({ region: "eu-west-1", bucket: Bucket, key, versionId: first })).toBeUndefined();
    expect(artifacts.read({ region: "us-east-1", bucket: Bucket, key, versionId: "other" })).toBeUndefined();
  });

  it("takes a bucket only in the region that the call is signed for", async () => {
    const client = clientIn("eu-west-1");
    const elsewhere = clientIn("us-west-2");
    await expect(elsewhere.send(new CreateBucketCommand({ Bucket: "nowhere", ...european }))).rejects.toMatchObject({
      name: "IllegalLocationConstraintException",
    });
    await client.send(new CreateBucketCommand({ Bucket: "somewhere", ...european }));
    await expect(elsewhere.send(new HeadBucketCommand({ Bucket: "somewhere" }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 301 },
    });
  });

  it("has one namespace of names, and says so of one that is its own", async () => {
    const Bucket = "taken";
    await clientIn("eu-west-1").send(new CreateBucketCommand({ Bucket, ...european }));
    for (const region of ["eu-west-1", "us-east-1"]) {
      const constraint = region === "us-east-1" ? {} : european;
      await expect(clientIn(region).send(new CreateBucketCommand({ Bucket, ...constraint }))).rejects.toMatchObject({
        name: "BucketAlreadyOwnedByYou",
      });
    }
    for (const name of ["No_Bucket", "no..bucket", "127.0.0.1"]) {
      await expect(clientIn("us-east-1").send(new CreateBucketCommand({ Bucket: name }))).rejects.toMatchObject({
        name: "InvalidBucketName",
      });
    }
  });

  it("has nothing of what is not there", async () => {
    const client = clientIn("us-east-1");
    await client.send(new CreateBucketCommand({ Bucket: "empty" }));
    const put = new PutObjectCommand({ Bucket: "missing", Key: "a", Body: Buffer.from("x") });
    await expect(client.send(put)).rejects.toMatchObject({ name: "NoSuchBucket" });
    const get = (input: { Key: string; VersionId?: string }) =>
      client.send(new GetObjectCommand({ Bucket: "empty", ...input }));
    await expect(get({ Key: "a" })).rejects.toMatchObject({ name: "NoSuchKey" });
    await expect(get({ Key: "a", VersionId: "b" })).rejects.toMatchObject({ name: "NoSuchVersion" });
    await expect(client.send(new ListBucketsCommand({}))).rejects.toMatchObject({ name: "NotImplemented" });
  });

  it("refuses whom it does not know, who signs wrongly, and what a key may not do", async () => {
    const head = new HeadBucketCommand({ Bucket: "any" });
    const put = new PutObjectCommand({ Bucket: "any", Key: "a", Body: Buffer.from("x") });
    const stranger = clientIn("us-east-1", { ...credentials, accessKeyId: "AKIAEXAMPLESTRANGER" });
    await expect(stranger.send(put)).rejects.toMatchObject({ name: "InvalidAccessKeyId" });
    const forger = clientIn("us-east-1", { ...credentials, secretAccessKey: "another secret" });
    await expect(forger.send(put)).rejects.toMatchObject({ name: "SignatureDoesNotMatch" });
    await expect(clientIn("us-east-1", reader).send(put)).rejects.toMatchObject({ name: "AccessDenied" });
    await expect(clientIn("us-east-1", reader).send(head)).rejects.toMatchObject({
      $metadata: { httpStatusCode: 403 },
    });
    expect((await fetch(`${artifacts.url}/any`)).status).toBe(403);
  });
});
