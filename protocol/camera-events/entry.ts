import * as z from "zod/mini";
import { type CameraEventType, cameraEventTypes, detailSchemas } from "./details.ts";
import { cameraIdOf } from "./source.ts";

/** Whether this is the JSON of what an event of the type says, and of nothing else. */
function isDetail(type: CameraEventType, text: string): boolean {
  try {
    return z.safeParse(z.strictObject(detailSchemas[type].shape), JSON.parse(text)).success;
  } catch {
    return false;
  }
}

/**
 * What a camera puts, strict: whoever writes events for this skill can hold them to it. The skill itself takes a detail
 * that says more, and an entry may say the `Time` and the bus besides.
 */
export const cameraEventEntrySchema = z
  .strictObject({
    Source: z.string().check(z.refine((source) => cameraIdOf(source) !== undefined)),
    DetailType: z.enum(cameraEventTypes),
    Detail: z.string(),
  })
  .check(z.refine(({ DetailType, Detail }) => isDetail(DetailType, Detail), { path: ["Detail"] }));
