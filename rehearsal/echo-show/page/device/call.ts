import type { Device } from "../../state.ts";

/** What is sent to the camera when Talk is on. */
export type Talk = "microphone" | "tone" | "off";

/** A camera that was asked for at this device and is not yet dismissed. */
export interface Call {
  readonly device: Device;
  /** Absent until the server has given it one. */
  readonly sessionId?: string;
  readonly talk: Talk;
  readonly hasPicture: boolean;
  readonly failed: boolean;
}
