import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { AccessKey } from "../signaling-service/access/access-keys.ts";
import { permitsAction } from "../signaling-service/access/permits.ts";
import { type AwsReply, type AwsServer, type SignedCall, startAwsServer } from "./aws-server.ts";
import { s3ErrorReply as errorReply } from "./s3-error.ts";

/** What happened to an object. */
export interface ObjectChange {
  readonly key: string;
  readonly action: "created" | "deleted";
  /** In bytes; 0 of one that was deleted. */
  readonly size: number;
}

/** What a bucket is started with. */
export interface BucketOptions {
  readonly region: string;
  /** Who may call; a key with `actions` only what stands there, such as `s3:GetObject`. */
  readonly accessKeys: readonly AccessKey[];
  /** Where the objects are, each a file. */
  readonly folder: string;
  /** The bucket's name; `rehearsal-snapshots` when left out. */
  readonly name?: string;
  /** Whether a key whose actions have the call may do this to the bucket or object of that ARN; it may by default. */
  readonly may?: (key: AccessKey, action: string, resource: string) => boolean;
  /** Told of each change, once it is done. */
  readonly onObject?: (change: ObjectChange) => void;
  readonly port?: number;
}

/** A running bucket; clients tell it by path. */
export interface Bucket extends AwsServer {
  readonly name: string;
}

/** What each method needs; to know that an object is not there needs s3:ListBucket besides. */
const actionOf: Readonly<Record<string, string>> = {
  GET: "s3:GetObject",
  HEAD: "s3:GetObject",
  PUT: "s3:PutObject",
  DELETE: "s3:DeleteObject",
};

/** Keys that are file names as they are. S3 takes more; of those this stand-in says so. */
const plainKey = /^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,250}$/;

/**
 * Starts a stand-in for one private bucket of Amazon S3 on loopback: GetObject, HeadObject, PutObject and DeleteObject.
 * Objects outlive it in their folder, their content types do not. Not verified: the message texts.
 * Source: Amazon S3 API reference, these four operations and error responses.
 */
export async function startBucket(options: BucketOptions): Promise<Bucket> {
  const { folder, name = "rehearsal-snapshots", may = () => true, onObject = () => {} } = options;
  const arn = `arn:aws:s3:::${name}`;
  await mkdir(folder, { recursive: true });
  const types = new Map<string, string>();

  const isAllowed = (key: AccessKey, action: string, resource: string): boolean =>
    permitsAction(key, action) && may(key, action, resource);

  async function handle(call: SignedCall): Promise<AwsReply> {
    const [, bucket = "", key = ""] = /^\/([^/?]*)\/?([^?]*)/.exec(call.target) ?? [];
    const action = actionOf[call.method];
    if (action === undefined) return errorReply("MethodNotAllowed", 405, "The method is not allowed.");
    if (!isAllowed(call.key, action, `${arn}/${key}`)) return errorReply("AccessDenied", 403, "Access Denied");
    if (bucket !== name) return errorReply("NoSuchBucket", 404, "The specified bucket does not exist");
    if (!plainKey.test(key)) return errorReply("NotImplemented", 501, "This stand-in takes plain keys only.");
    if (call.method === "PUT") return put(key, call);
    return call.method === "DELETE" ? remove(key) : get(key, call.key);
  }

  async function get(key: string, asking: AccessKey): Promise<AwsReply> {
    const path = join(folder, key);
    const found = await Promise.all([readFile(path), stat(path)]).catch(() => undefined);
    if (found === undefined) {
      return isAllowed(asking, "s3:ListBucket", arn)
        ? errorReply("NoSuchKey", 404, "The specified key does not exist.")
        : errorReply("AccessDenied", 403, "Access Denied");
    }
    const [body, { mtime }] = found;
    const type = types.get(key) ?? "binary/octet-stream";
    return {
      status: 200,
      headers: { "content-type": type, "last-modified": mtime.toUTCString(), etag: etagOf(body) },
      body,
    };
  }

  async function put(key: string, { headers, body }: SignedCall): Promise<AwsReply> {
    if (/aws-chunked/.test(headers["content-encoding"] ?? "")) {
      return errorReply("NotImplemented", 501, "This stand-in takes no chunked signatures.");
    }
    // Whoever reads meanwhile gets the old object or the new one, never a part.
    const unfinished = join(folder, `.${randomUUID()}`);
    await writeFile(unfinished, body);
    await rename(unfinished, join(folder, key));
    types.set(key, headers["content-type"] ?? "binary/octet-stream");
    onObject({ key, action: "created", size: body.length });
    return { status: 200, headers: { etag: etagOf(body) } };
  }

  async function remove(key: string): Promise<AwsReply> {
    const path = join(folder, key);
    const there = await stat(path).then(
      () => true,
      () => false,
    );
    await rm(path, { force: true });
    types.delete(key);
    if (there) onObject({ key, action: "deleted", size: 0 });
    return { status: 204 };
  }

  const server = await startAwsServer({
    service: "s3",
    region: options.region,
    accessKeys: options.accessKeys,
    ...(options.port !== undefined && { port: options.port }),
    handle,
    errorReply,
    throttled: { name: "SlowDown", status: 503 },
  });
  return { ...server, name };
}

function etagOf(body: Buffer): string {
  return `"${createHash("md5").update(body).digest("hex")}"`;
}
