import { Failure } from "../failure.ts";
import type { Log } from "../observability/log.ts";
import { signAddress } from "./address.ts";
import { completePictured } from "./complete-pictured.ts";
import { createPictureBucket, type PictureBucketOptions } from "./picture-bucket.ts";
import { createSigningKey, type SigningKeyOptions } from "./signing-key.ts";
import type { Snapshots } from "./snapshots.ts";

/** What the pictures of a skill's directives stand on. */
export interface SnapshotsOptions extends PictureBucketOptions, SigningKeyOptions {
  /** The URL of the function that serves the pictures: SNAPSHOT_URL. */
  readonly url: string;
  readonly log: Log;
}

/** Makes the pictures as directives need them. */
export function createSnapshots(options: SnapshotsOptions): Snapshots {
  const { log, now, url } = options;
  const bucket = createPictureBucket(options);
  const signingKey = createSigningKey(options);
  return {
    async addressOf(cameraId, signal) {
      const [takenAt, key] = await Promise.all([bucket.takenAt(cameraId, signal), signingKey(signal)]);
      if (takenAt === undefined) throw new Failure("snapshot-missing");
      return { ...signAddress({ url, cameraId, key, now: now() }), takenAt };
    },
    complete: (cameras, signal) => completePictured(cameras, { bucket, log, signal }),
  };
}
