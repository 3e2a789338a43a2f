import type { RegisteredCamera } from "../cameras/registry.ts";
import { asFailure, type Failure } from "../failure.ts";
import type { Log } from "../observability/log.ts";
import { tryWithin } from "../try-within.ts";
import type { PictureBucket } from "./picture-bucket.ts";

/** How many pictures are asked for at once. */
const AT_ONCE = 20;
/** How long discovery waits for the pictures, in milliseconds: it is good without them too. */
const WAIT_MS = 1_500;

/** What is needed to find out which cameras have a picture. */
export interface CompleteOptions {
  readonly bucket: Pick<PictureBucket, "takenAt">;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/**
 * Finds out which cameras have a picture, where that is not known. It takes 1.5 s at most and never fails: a camera
 * whose picture could not be asked for stays as it is, and the log tells of it in one line.
 */
export async function completePictured(
  cameras: readonly RegisteredCamera[],
  { bucket, log, signal }: CompleteOptions,
): Promise<readonly RegisteredCamera[]> {
  const known = new Map<string, boolean>();
  const waiting = cameras.filter(({ pictured }) => pictured === undefined);
  // All who ask take from the same queue.
  const queue = waiting.values();
  let fault: Failure | undefined;

  async function ask(limit: AbortSignal): Promise<void> {
    for (const camera of queue) {
      if (limit.aborted) return;
      try {
        known.set(camera.id, (await bucket.takenAt(camera.id, limit)) !== undefined);
      } catch (thrown) {
        fault = asFailure(thrown);
      }
    }
  }

  const askers = Array.from({ length: Math.min(AT_ONCE, waiting.length) });
  await tryWithin(WAIT_MS, signal, (limit) => Promise.all(askers.map(() => ask(limit))));
  if (fault !== undefined) {
    const { code, sentence } = fault;
    log.warn("cameras are announced without snapshots", { cameras: waiting.length - known.size, code, sentence });
  }
  return cameras.map((camera) => ({
    ...camera,
    ...(known.has(camera.id) && { pictured: known.get(camera.id) === true }),
  }));
}
