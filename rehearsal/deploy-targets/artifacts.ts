import { createHash, randomBytes } from "node:crypto";
import { type AwsReply, type AwsServer, type SignedCall, startAwsServer } from "../aws/aws-server.ts";
import { isBucketName } from "../aws/bucket-name.ts";
import { s3ErrorReply } from "../aws/s3-error.ts";
import type { AccessKey } from "../signaling-service/access/access-keys.ts";
import { permitsAction } from "../signaling-service/access/permits.ts";
import { WireError } from "../signaling-service/errors.ts";
import type { ReadArtifact } from "./deployed-stack.ts";

/** A running S3 of one account, in every region: what `ask deploy` puts the packed Lambda in. */
export interface Artifacts extends AwsServer {
  /** What was put there; an object of a time without versioning has the version id `null`. */
  readonly read: ReadArtifact;
}

interface ObjectVersion {
  readonly versionId: string;
  readonly body: Buffer;
  readonly type: string;
  readonly at: Date;
}

interface ArtifactBucket {
  readonly region: string;
  versioning: "Enabled" | "Suspended" | undefined;
  /** By key; the newest version last. */
  readonly objects: Map<string, ObjectVersion[]>;
}

/** One call, as it stands in its path and query. */
interface S3Call extends SignedCall {
  readonly bucket: string;
  /** Empty of a call about the bucket itself. */
  readonly object: string;
  readonly query: URLSearchParams;
}

interface Operation {
  /** The IAM action that it needs. */
  readonly action: string;
  run(call: S3Call): AwsReply;
}

/**
 * Starts a stand-in for the S3 of one account on loopback, path style: HeadBucket, CreateBucket, Get- and
 * PutBucketVersioning, PutObject and GetObject. Buckets are in the region that a call is signed for; their names are
 * the whole account's. Everything is forgotten when it stops. Not verified: the message texts.
 * Source: Amazon S3 API reference, these operations and error responses.
 */
export async function startArtifacts({ accessKeys }: { accessKeys: readonly AccessKey[] }): Promise<Artifacts> {
  const buckets = new Map<string, ArtifactBucket>();

  function bucketOf({ bucket: name, region }: S3Call): ArtifactBucket {
    const bucket = buckets.get(name);
    if (bucket === undefined) throw refusal("NoSuchBucket", 404, "The specified bucket does not exist");
    if (bucket.region === region) return bucket;
    throw refusal("PermanentRedirect", 301, `The bucket you are attempting to access is in ${bucket.region}.`);
  }

  function createBucket({ bucket: name, region, body }: S3Call): AwsReply {
    if (!isBucketName(name)) throw refusal("InvalidBucketName", 400, "The specified bucket is not valid.");
    judgeLocation(/<LocationConstraint[^>]*>([^<]*)</.exec(body.toString("utf8"))?.[1], region);
    const existing = buckets.get(name);
    // Only there is it no error to create a bucket again.
    if (existing !== undefined && !(region === "us-east-1" && existing.region === region)) {
      const message = "Your previous request to create the named bucket succeeded and you already own it.";
      throw refusal("BucketAlreadyOwnedByYou", 409, message);
    }
    if (existing === undefined) buckets.set(name, { region, versioning: undefined, objects: new Map() });
    return { status: 200, headers: { location: `/${name}` } };
  }

  function getVersioning(call: S3Call): AwsReply {
    const { versioning } = bucketOf(call);
    const status = versioning === undefined ? "" : `<Status>${versioning}</Status>`;
    return xml(
      `<VersioningConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${status}</VersioningConfiguration>`,
    );
  }

  function putVersioning(call: S3Call): AwsReply {
    const bucket = bucketOf(call);
    const status = /<Status>(Enabled|Suspended)<\/Status>/.exec(call.body.toString("utf8"))?.[1];
    if (status !== "Enabled" && status !== "Suspended") {
      throw refusal("MalformedXML", 400, "The XML you provided was not well-formed or did not validate.");
    }
    bucket.versioning = status;
    return { status: 200 };
  }

  function putObject(call: S3Call): AwsReply {
    const { object, headers, body } = call;
    const { versioning, objects } = bucketOf(call);
    if (/aws-chunked/.test(headers["content-encoding"] ?? "")) {
      throw refusal("NotImplemented", 501, "This stand-in takes no chunked signatures.");
    }
    const versionId = versioning === "Enabled" ? randomBytes(24).toString("base64url") : "null";
    const older = (objects.get(object) ?? []).filter((version) => version.versionId !== versionId);
    const type = headers["content-type"] ?? "binary/octet-stream";
    objects.set(object, [...older, { versionId, body, type, at: new Date() }]);
    return { status: 200, headers: { etag: etagOf(body), ...versionHeader(versionId) } };
  }

  function getObject(call: S3Call): AwsReply {
    const versions = bucketOf(call).objects.get(call.object) ?? [];
    const wanted = call.query.get("versionId");
    const found = wanted === null ? versions.at(-1) : versions.find(({ versionId }) => versionId === wanted);
    if (found === undefined) {
      throw wanted === null
        ? refusal("NoSuchKey", 404, "The specified key does not exist.")
        : refusal("NoSuchVersion", 404, "The specified version does not exist.");
    }
    const { versionId, body, type, at } = found;
    const headers = { "content-type": type, "last-modified": at.toUTCString(), etag: etagOf(body) };
    return { status: 200, headers: { ...headers, ...versionHeader(versionId) }, body };
  }

  function headBucket(call: S3Call): AwsReply {
    return { status: 200, headers: { "x-amz-bucket-region": bucketOf(call).region } };
  }

  function operationOf({ method, object, query }: S3Call): Operation | undefined {
    const subresource = query.has("versioning") ? "?versioning" : "";
    const operations: Readonly<Record<string, Operation>> = {
      "HEAD bucket": { action: "s3:ListBucket", run: headBucket },
      "PUT bucket": { action: "s3:CreateBucket", run: createBucket },
      "GET bucket?versioning": { action: "s3:GetBucketVersioning", run: getVersioning },
      "PUT bucket?versioning": { action: "s3:PutBucketVersioning", run: putVersioning },
      "PUT object": { action: "s3:PutObject", run: putObject },
      "GET object": { action: query.has("versionId") ? "s3:GetObjectVersion" : "s3:GetObject", run: getObject },
    };
    return operations[`${method} ${object === "" ? "bucket" : "object"}${subresource}`];
  }

  function handle(signed: SignedCall): AwsReply {
    const [path = "", query = ""] = signed.target.split("?", 2);
    const [, bucket = "", object = ""] = /^\/([^/]*)\/?(.*)$/.exec(path) ?? [];
    const call = { ...signed, bucket, object: decodeURIComponent(object), query: new URLSearchParams(query) };
    const operation = operationOf(call);
    if (operation === undefined) throw refusal("NotImplemented", 501, "This stand-in does not serve the operation.");
    if (!permitsAction(call.key, operation.action)) throw refusal("AccessDenied", 403, "Access Denied");
    return operation.run(call);
  }

  const server = await startAwsServer({
    service: "s3",
    accessKeys,
    handle,
    errorReply: s3ErrorReply,
    throttled: { name: "SlowDown", status: 503 },
  });
  return {
    ...server,
    read({ region, bucket: name, key, versionId }) {
      const bucket = buckets.get(name);
      if (bucket?.region !== region) return undefined;
      return bucket.objects.get(key)?.find((version) => version.versionId === versionId)?.body;
    },
  };
}

function versionHeader(versionId: string): Readonly<Record<string, string>> {
  return versionId === "null" ? {} : { "x-amz-version-id": versionId };
}

/**
 * The location that CreateBucket names: none in us-east-1, elsewhere the region that the call is signed for.
 * @throws {WireError} where it is another one.
 */
function judgeLocation(location: string | undefined, region: string): void {
  if (region === "us-east-1" ? location === undefined : location === region) return;
  if (location === "us-east-1") {
    throw refusal("InvalidLocationConstraint", 400, "The specified location-constraint is not valid");
  }
  const where = location === undefined ? "unspecified" : location;
  const message = `The ${where} location constraint is incompatible for the region specific endpoint this request was sent to.`;
  throw refusal("IllegalLocationConstraintException", 400, message);
}

function refusal(name: string, status: number, message: string): WireError {
  return new WireError(name, status, message, "Message");
}

function xml(body: string): AwsReply {
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n${body}`;
  return { status: 200, headers: { "content-type": "application/xml" }, body: text };
}

function etagOf(body: Buffer): string {
  return `"${createHash("md5").update(body).digest("hex")}"`;
}
