import type { Camera, CameraRecord } from "../../protocol/camera-record.ts";

/**
 * Which cameras there are, and whose they are. There is no lookup by id alone: a camera is found only by an owner, so
 * that ids cannot be probed. Both throw {Failure} registry-unreachable.
 */
export interface CameraRegistry {
  camerasOf(userId: string): Promise<readonly Camera[]>;
  /** Undefined when there is no such camera, or it belongs to others: the caller cannot tell which. */
  cameraOf(userId: string, cameraId: string): Promise<Camera | undefined>;
}

/**
 * Whose a camera is, for its own events: only whoever is told the id by someone who cannot be fooled may ask, as
 * EventBridge tells it in an event's source. Throws {Failure} registry-unreachable.
 */
export interface CameraOwners {
  recordOf(cameraId: string): Promise<CameraRecord | undefined>;
}
