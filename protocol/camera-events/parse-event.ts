import * as z from "zod/mini";
import { type CameraEvent, cameraEventSchema, type ObjectEvent, objectEventSchema, S3_SOURCE } from "./envelope.ts";
import { cameraIdOf } from "./source.ts";

/** What an event turns out to be. */
export type ParsedEvent =
  | { readonly outcome: "camera"; readonly cameraId: string; readonly event: CameraEvent }
  | { readonly outcome: "object"; readonly event: ObjectEvent }
  /** Nothing that a camera or S3 says. */
  | { readonly outcome: "foreign" }
  /** `field` is the path of the first wrong field. */
  | { readonly outcome: "malformed"; readonly field: string };

const sourcedSchema = z.object({ source: z.string() });

/** Reads what EventBridge delivers. */
export function parseEvent(event: unknown): ParsedEvent {
  const sourced = z.safeParse(sourcedSchema, event);
  if (!sourced.success) return { outcome: "foreign" };
  const { source } = sourced.data;
  if (source === S3_SOURCE) {
    const parsed = z.safeParse(objectEventSchema, event);
    return parsed.success ? { outcome: "object", event: parsed.data } : malformed(parsed.error);
  }
  const cameraId = cameraIdOf(source);
  if (cameraId === undefined) return { outcome: "foreign" };
  const parsed = z.safeParse(cameraEventSchema, event);
  return parsed.success ? { outcome: "camera", cameraId, event: parsed.data } : malformed(parsed.error);
}

function malformed(error: z.core.$ZodError): ParsedEvent {
  return { outcome: "malformed", field: error.issues[0]?.path.map(String).join(".") ?? "" };
}
