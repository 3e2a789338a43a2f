import http from "node:http";
import https from "node:https";
import { Sha256 } from "@aws-crypto/sha256-js";
import { SignatureV4 } from "@smithy/signature-v4";
import type { AwsCredentials } from "../aws-client-options.ts";
import type { Connections } from "../connections.ts";
import { Failure } from "../failure.ts";
import { BucketFailure } from "./bucket-failure.ts";

/** A reply of S3's that was fully received. */
export interface S3Reply {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What S3 is reached with. */
export interface S3Options {
  readonly credentials: AwsCredentials;
  readonly connections: Connections;
  /** The region that the skill runs in: its bucket is there. */
  readonly region: string;
  readonly bucket: string;
  /** Another address than AWS's own, where buckets are told by path: AWS_ENDPOINT_URL_S3. */
  readonly endpoint?: string | undefined;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/**
 * Calls S3 for one object, signed. The AWS client for S3 would not fit into what the packed functions may weigh, and this
 * is all that it would do here. A call that fails is made once more, at once: both methods change nothing.
 * Keys have only letters, digits and `_-.`, which no encoding touches.
 * The function it makes throws {Failure} snapshots-unreachable, or snapshot-unusable for an object that is too large.
 */
export function createS3Call(options: S3Options) {
  const { credentials, region, now } = options;
  const signer = new SignatureV4({ service: "s3", region, credentials, sha256: Sha256, uriEscapePath: false });
  const base = new URL(options.endpoint ?? awsEndpoint(options));
  const folder = options.endpoint === undefined ? "/" : `${base.pathname.replace(/\/+$/, "")}/${options.bucket}/`;

  async function attempt(method: "GET" | "HEAD", key: string, limits: CallLimits): Promise<S3Reply> {
    const unsigned = {
      method,
      protocol: base.protocol,
      hostname: base.hostname,
      path: `${folder}${key}`,
      headers: { host: base.host },
    };
    const { headers } = await signer.sign(unsigned, { signingDate: new Date(now()) });
    return receive(new URL(unsigned.path, base), { method, headers }, options.connections, limits);
  }

  return async (method: "GET" | "HEAD", key: string, limits: CallLimits): Promise<S3Reply> => {
    try {
      const reply = await attempt(method, key, limits);
      if (reply.status !== 500) return reply;
    } catch (cause) {
      if (cause instanceof Failure || limits.signal.aborted) throw failureOf(cause, limits);
    }
    return attempt(method, key, limits).catch((cause: unknown) => {
      throw failureOf(cause, limits);
    });
  };
}

/** When a call ends, and what it may bring. */
export interface CallLimits {
  readonly signal: AbortSignal;
  readonly maxBytes: number;
}

function failureOf(cause: unknown, { signal }: CallLimits): Failure {
  return cause instanceof Failure ? cause : new BucketFailure(signal.aborted ? "late" : "failed", { cause });
}

/** Source: AWS general reference, Amazon S3 endpoints; China's regions have a domain of their own. */
function awsEndpoint({ bucket, region }: S3Options): string {
  const domain = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
  return `https://${bucket}.s3.${region}.${domain}`;
}

function receive(
  url: URL,
  call: { readonly method: string; readonly headers: Record<string, string> },
  { httpAgent, httpsAgent }: Connections,
  { signal, maxBytes }: CallLimits,
): Promise<S3Reply> {
  return new Promise((resolve, reject) => {
    const secure = url.protocol === "https:";
    const options = { ...call, signal, agent: secure ? httpsAgent : httpAgent };
    const request = (secure ? https : http).request(url, options, (response) => {
      const chunks: Buffer[] = [];
      let length = 0;
      response.on("data", (chunk: Buffer) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length <= maxBytes) return;
        reject(new Failure("snapshot-unusable", { detail: "it is too large" }));
        // Without an error: of a reply that is all there by now nobody would hear it, and it would end the process.
        request.destroy();
      });
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
      response.on("error", reject);
    });
    request.on("error", reject);
    request.end();
  });
}
