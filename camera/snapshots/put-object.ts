import type { S3Client } from "@aws-sdk/client-s3";
import type { CredentialSource } from "../../signaling-client/index.ts";
import { limitCalls } from "../call-limit.ts";

/** The bucket that pictures are put into. */
export interface SnapshotBucket {
  readonly bucket: string;
  readonly region: string;
  readonly credentials: CredentialSource;
  /** Another address than AWS's own, where buckets are told by path. */
  readonly endpoint?: string | undefined;
  /** How long an attempt may take, in milliseconds. */
  readonly callTimeoutMilliseconds: number;
}

/** Attempts at each picture: the next one comes by itself. */
const CALL_ATTEMPTS = 2;

/** What puts a picture into the bucket. */
export interface ObjectPutter {
  /** Rejects with the AWS SDK's own errors, whose names alone may be shown. */
  put(key: string, jpeg: Buffer, signal: AbortSignal): Promise<void>;
  close(): void;
}

/** Makes what puts pictures into the bucket. Needs the permission s3:PutObject on them. */
export function createObjectPutter(options: SnapshotBucket): ObjectPutter {
  let client: S3Client | undefined;
  return {
    async put(key, jpeg, signal) {
      const sdk = await import("@aws-sdk/client-s3");
      client ??= new sdk.S3Client({
        region: options.region,
        credentials: options.credentials,
        ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint, forcePathStyle: true }),
        maxAttempts: CALL_ATTEMPTS,
        ...limitCalls(options.callTimeoutMilliseconds),
      });
      const command = new sdk.PutObjectCommand({
        Bucket: options.bucket,
        Key: key,
        Body: jpeg,
        ContentType: "image/jpeg",
        CacheControl: "no-store",
      });
      await client.send(command, { abortSignal: signal });
    },
    close: () => client?.destroy(),
  };
}
