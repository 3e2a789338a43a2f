import * as z from "zod/mini";
import { cameraRecordSchema } from "../camera-record.ts";

const PREFIX = "camera.";

/** The `source` of a camera's events. A camera's IAM policy lets it put events of this source and no other. */
export function cameraSourceOf(cameraId: string): string {
  return `${PREFIX}${cameraId}`;
}

/**
 * The camera that an event of this source is from, or undefined where the source is no camera's. EventBridge itself
 * vouches for the source; what an event says of ids elsewhere is never taken.
 */
export function cameraIdOf(source: string): string | undefined {
  if (!source.startsWith(PREFIX)) return undefined;
  return z.safeParse(cameraRecordSchema.shape.id, source.slice(PREFIX.length)).data;
}
