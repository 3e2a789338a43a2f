import type { CameraEventType, DetailOf } from "./details.ts";
import { cameraSourceOf } from "./source.ts";

/** One of a camera's events as PutEvents takes it. EventBridge adds the rest of the envelope. */
export interface CameraEventEntry {
  readonly Source: string;
  readonly DetailType: CameraEventType;
  /** JSON. */
  readonly Detail: string;
}

// In all of these `at` is when it happened, in epoch milliseconds.

/** Someone has pressed the bell. */
export function doorbellPressed(cameraId: string, at: number): CameraEventEntry {
  return entry(cameraId, "Doorbell Pressed", at, {});
}

/** Something begins to move before the camera. */
export function motionStarted(cameraId: string, at: number): CameraEventEntry {
  return entry(cameraId, "Motion Started", at, {});
}

/** Nothing moves before the camera any more. */
export function motionEnded(cameraId: string, at: number): CameraEventEntry {
  return entry(cameraId, "Motion Ended", at, {});
}

/** The camera is connected; with `nextWithinSeconds` it promises to say so again in time. */
export function cameraOnline(
  cameraId: string,
  at: number,
  options: { readonly nextWithinSeconds?: number } = {},
): CameraEventEntry {
  return entry(cameraId, "Camera Online", at, options);
}

/** The camera goes, or whoever watches over it sees that it has gone. */
export function cameraOffline(cameraId: string, at: number): CameraEventEntry {
  return entry(cameraId, "Camera Offline", at, {});
}

/** The camera is registered, or one more user has it. */
export function cameraAdded(cameraId: string, at: number): CameraEventEntry {
  return entry(cameraId, "Camera Added", at, {});
}

/** The camera has another name, or anything else that Alexa knows of it is different. */
export function cameraChanged(cameraId: string, at: number): CameraEventEntry {
  return entry(cameraId, "Camera Changed", at, {});
}

/** These users do not have the camera any more, because someone removed it or does not share it any more. */
export function cameraRemoved(cameraId: string, at: number, userIds: readonly string[]): CameraEventEntry {
  return entry(cameraId, "Camera Removed", at, { userIds: [...userIds] });
}

function entry<Type extends CameraEventType>(
  cameraId: string,
  type: Type,
  at: number,
  detail: Omit<DetailOf<Type>, "at">,
): CameraEventEntry {
  const Detail = JSON.stringify({ at: new Date(at).toISOString(), ...detail });
  return { Source: cameraSourceOf(cameraId), DetailType: type, Detail };
}
