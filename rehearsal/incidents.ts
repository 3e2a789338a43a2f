import {
  type CameraEventEntry,
  cameraAdded,
  cameraChanged,
  cameraOffline,
  cameraOnline,
  cameraRemoved,
  doorbellPressed,
  motionEnded,
  motionStarted,
} from "../protocol/camera-events/build-entries.ts";
import type { Catalogue } from "./catalogue.ts";

/**
 * What can happen to a camera, besides being looked at. Each resolves when EventBridge has taken the event and, where it
 * wakes the camera, the picture is in the bucket.
 */
export interface Incidents {
  /** Someone presses the bell. */
  ring(cameraId: string): Promise<void>;
  /** Something begins to move before the camera, or nothing moves any more. */
  move(cameraId: string, moving: boolean): Promise<void>;
  /** The camera says that it is there; or whoever watches over it, that it is gone. */
  connect(cameraId: string, online: boolean): Promise<void>;
  /** Its owner gives it to one more user, or takes it from one. False where nothing was to be done. */
  share(cameraId: string, userId: string): Promise<boolean>;
  unshare(cameraId: string, userId: string): Promise<boolean>;
  /** Its owner gives it another name. */
  rename(cameraId: string, name: string): Promise<void>;
}

/** What incidents are made of. */
export interface IncidentsOptions {
  readonly catalogue: Pick<Catalogue, "share" | "unshare" | "change">;
  readonly putEvent: (entry: CameraEventEntry) => Promise<void>;
  /** Has a camera take a picture, as it does when something wakes it. */
  readonly takePicture: (cameraId: string) => Promise<void>;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Lets things happen to cameras, as they do in real life: the camera tells EventBridge, its owner changes the registry. */
export function createIncidents({ catalogue, putEvent, takePicture, now }: IncidentsOptions): Incidents {
  /** The picture that Alexa asks for next is of whoever stands there. It is taken whether or not the event was. */
  async function wake(cameraId: string, entry: CameraEventEntry): Promise<void> {
    // One after the other, for nothing else happens in the camera while it writes a JPEG.
    await putEvent(entry).finally(() => takePicture(cameraId));
  }

  return {
    ring: (cameraId) => wake(cameraId, doorbellPressed(cameraId, now())),
    move: (cameraId, moving) =>
      moving ? wake(cameraId, motionStarted(cameraId, now())) : putEvent(motionEnded(cameraId, now())),
    connect: (cameraId, online) => putEvent((online ? cameraOnline : cameraOffline)(cameraId, now())),
    async share(cameraId, userId) {
      if (!(await catalogue.share(cameraId, userId))) return false;
      await putEvent(cameraAdded(cameraId, now()));
      return true;
    },
    async unshare(cameraId, userId) {
      if (!(await catalogue.unshare(cameraId, userId))) return false;
      await putEvent(cameraRemoved(cameraId, now(), [userId]));
      return true;
    },
    async rename(cameraId, name) {
      await catalogue.change(cameraId, { name });
      await putEvent(cameraChanged(cameraId, now()));
    },
  };
}
