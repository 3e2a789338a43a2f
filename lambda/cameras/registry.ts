import type { CameraRecord } from "../../protocol/camera-record.ts";

/**
 * Which cameras there are, and whose they are. There is no lookup by id alone: a camera is found only by an owner, so
 * that ids cannot be probed. Both throw {Failure} registry-unreachable.
 */
export interface CameraRegistry {
  camerasOf(userId: string): Promise<readonly CameraRecord[]>;
  /** Undefined when there is no such camera, or it belongs to others: the caller cannot tell which. */
  cameraOf(userId: string, cameraId: string): Promise<CameraRecord | undefined>;
}
