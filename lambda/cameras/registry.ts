import type { Camera, CameraRecord } from "../../protocol/camera-record.ts";

/** A camera as the registry gives it. */
export interface RegisteredCamera extends Camera {
  /** Whether there is a picture of it. Left out where the registry does not know; then the pictures' store does. */
  readonly pictured?: boolean;
}

/**
 * Which cameras there are, and whose they are. There is no lookup by id alone: a camera is found only by an owner, so
 * that ids cannot be probed. Both throw {Failure} registry-unreachable.
 */
export interface CameraRegistry {
  camerasOf(userId: string): Promise<readonly RegisteredCamera[]>;
  /** Undefined when there is no such camera, or it belongs to others: the caller cannot tell which. */
  cameraOf(userId: string, cameraId: string): Promise<RegisteredCamera | undefined>;
}

/**
 * Whose a camera is, for its own events: only whoever is told the id by someone who cannot be fooled may ask, as
 * EventBridge tells it in an event's source. Throws {Failure} registry-unreachable.
 */
export interface CameraOwners {
  recordOf(cameraId: string): Promise<CameraRecord | undefined>;
}
