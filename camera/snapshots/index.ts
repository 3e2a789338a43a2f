import type { Clock } from "../clock.ts";
import type { Emit } from "../events.ts";
import { reasonOf } from "../failure.ts";
import type { Moment } from "../media/picture/test-picture.ts";
import { createObjectPutter, type SnapshotBucket } from "./put-object.ts";

/** Where a camera puts its pictures, and how often. */
export interface SnapshotChoice {
  readonly bucket: string;
  /** Another address than AWS's own, where buckets are told by path. */
  readonly endpoint?: string;
  /** Between two pictures, in milliseconds; five minutes by default. */
  readonly intervalMilliseconds?: number;
}

/** What a camera's pictures are made with. */
export interface SnapshotsOptions extends SnapshotBucket {
  readonly camera: { readonly id: string; readonly name: string };
  readonly intervalMilliseconds: number | undefined;
  /** How loud the viewers are, 0 to 1: it is part of the picture. */
  readonly level: () => number;
  readonly emit: Emit;
  readonly clock: Clock;
  readonly now: () => Date;
}

/** A camera that puts pictures of itself into the bucket. */
export interface Snapshots {
  /** Puts a picture of this moment there, as when the camera wakes. It never rejects: what fails is an event. */
  snapshot(): Promise<void>;
  stop(): Promise<void>;
}

const INTERVAL_MS = 5 * 60_000;

/**
 * Puts a picture into the bucket as `<camera's id>.jpg` now, at intervals, and when asked; each takes the place of the
 * one before. Pictures are put one after another, so that an older one never comes last.
 */
export function startSnapshots(options: SnapshotsOptions): Snapshots {
  const { camera, emit, clock, intervalMilliseconds = INTERVAL_MS } = options;
  const bucket = createObjectPutter(options);
  const stopped = new AbortController();
  let paint: ((moment: Moment) => Buffer) | undefined;
  let pictures = 0;
  let last: Promise<void> = Promise.resolve();
  let cancel = () => {};

  async function put(): Promise<void> {
    if (stopped.signal.aborted) return;
    try {
      // A camera without a bucket need not load what writes JPEGs.
      const { createJpegPainter } = await import("./paint-jpeg.ts");
      paint ??= createJpegPainter({ cameraId: camera.id, name: camera.name });
      const jpeg = paint({ now: options.now(), frameNumber: pictures++, level: options.level() });
      await bucket.put(`${camera.id}.jpg`, jpeg, stopped.signal);
      emit({ type: "snapshot-put", bytes: jpeg.length });
    } catch (error) {
      if (!stopped.signal.aborted) emit({ type: "snapshot-failed", reason: reasonOf(error) });
    }
  }

  function snapshot(): Promise<void> {
    last = last.then(put);
    return last;
  }

  function tick(): void {
    cancel = clock.after(intervalMilliseconds, tick);
    void snapshot();
  }
  tick();

  return {
    snapshot,
    async stop() {
      stopped.abort();
      cancel();
      await last;
      bucket.close();
    },
  };
}
