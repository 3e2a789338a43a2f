import { BucketFailure, faultOfReply } from "./bucket-failure.ts";
import { createS3Call, type S3Options, type S3Reply } from "./s3-call.ts";

/**
 * The largest picture that is read, in bytes. A function's whole reply may have 6 MB, and in base64 a picture takes a
 * third more than it has. Source: Lambda quotas, invocation payload.
 */
export const MAX_PICTURE_BYTES = 4_500_000;

/** The bucket of the cameras' pictures, each named `<camera's id>.jpg` whatever it is. */
export interface PictureBucket {
  /**
   * When the camera's picture came into the bucket, in epoch milliseconds; undefined where there is none.
   * @throws {Failure} snapshots-unreachable.
   */
  takenAt(cameraId: string, signal: AbortSignal): Promise<number | undefined>;
  /**
   * The camera's picture; undefined where there is none.
   * @throws {Failure} snapshots-unreachable, or snapshot-unusable for one that is too large.
   */
  read(cameraId: string, signal: AbortSignal): Promise<Buffer | undefined>;
}

/** What the bucket is reached with. */
export type PictureBucketOptions = S3Options;

/**
 * Reads pictures from the private bucket. Its role needs s3:GetObject on the objects and s3:ListBucket on the bucket,
 * without which a picture that is not there looks like one that may not be read.
 */
export function createPictureBucket(options: PictureBucketOptions): PictureBucket {
  const call = createS3Call(options);
  const keyOf = (cameraId: string) => `${cameraId}.jpg`;
  return {
    async takenAt(cameraId, signal) {
      const reply = await call("HEAD", keyOf(cameraId), { signal, maxBytes: 0 });
      if (isMissing(reply)) return undefined;
      const takenAt = Date.parse(accepted(reply).headers["last-modified"] ?? "");
      if (Number.isNaN(takenAt)) throw new BucketFailure("failed", { detail: "no Last-Modified" });
      return takenAt;
    },
    async read(cameraId, signal) {
      const reply = await call("GET", keyOf(cameraId), { signal, maxBytes: MAX_PICTURE_BYTES });
      return isMissing(reply) ? undefined : accepted(reply).body;
    },
  };
}

/** A bucket that is missing is another matter, where the reply says so. */
function isMissing({ status, body }: S3Reply): boolean {
  return status === 404 && !body.includes("NoSuchBucket");
}

function accepted(reply: S3Reply): S3Reply {
  if (reply.status !== 200) throw faultOfReply(reply.status, reply.body.toString("utf8"));
  return reply;
}
