import type { CameraEvent } from "../../protocol/camera-events/envelope.ts";
import type { CameraRecord } from "../../protocol/camera-record.ts";
import type { CameraEventsDependencies } from "./dependencies.ts";

/** What happened at a camera. */
export interface Happening<Event extends CameraEvent = CameraEvent> {
  /** Out of the event's source. */
  readonly cameraId: string;
  readonly event: Event;
  /** When it happened, in epoch milliseconds: as the camera says, else as EventBridge does, and never in the future. */
  readonly at: number;
}

/** The same of a camera that is in the registry. */
export interface RegisteredHappening<Event extends CameraEvent = CameraEvent> extends Happening<Event> {
  readonly record: CameraRecord;
}

/** Does what one type of event calls for. Throws {Failure} where it has to be tried again. */
export type HappeningHandler<Event extends CameraEvent = CameraEvent> = (
  happening: RegisteredHappening<Event>,
  dependencies: CameraEventsDependencies,
  signal: AbortSignal,
) => Promise<void>;

/** When it happened. Clocks of cameras differ; what lies in the future would make all that follows look old. */
export function timeOf({ time, detail }: CameraEvent, now: number): number {
  return Math.min(Date.parse(detail.at ?? time), now);
}
