import * as z from "zod/mini";
import { detailSchemas, instantSchema } from "./details.ts";

/** What EventBridge puts around every event. Source: EventBridge user guide, "AWS service event metadata". */
const envelope = {
  version: z.literal("0"),
  /** The same for each delivery of one event, and another one for the next. */
  id: z.string().check(z.minLength(1), z.maxLength(256)),
  source: z.string().check(z.minLength(1)),
  account: z.string(),
  /** When it happened, or was put where its sender does not say; in whole seconds. */
  time: instantSchema,
  region: z.string(),
  resources: z.array(z.string()),
};

function eventSchema<Type extends string, Detail extends z.core.$ZodType>(type: Type, detail: Detail) {
  return z.object({ ...envelope, "detail-type": z.literal(type), detail });
}

/** A camera's event as EventBridge delivers it. */
export const cameraEventSchema = z.discriminatedUnion("detail-type", [
  eventSchema("Doorbell Pressed", detailSchemas["Doorbell Pressed"]),
  eventSchema("Motion Started", detailSchemas["Motion Started"]),
  eventSchema("Motion Ended", detailSchemas["Motion Ended"]),
  eventSchema("Camera Online", detailSchemas["Camera Online"]),
  eventSchema("Camera Offline", detailSchemas["Camera Offline"]),
  eventSchema("Camera Added", detailSchemas["Camera Added"]),
  eventSchema("Camera Changed", detailSchemas["Camera Changed"]),
  eventSchema("Camera Removed", detailSchemas["Camera Removed"]),
]);
/** A camera's event. */
export type CameraEvent = z.infer<typeof cameraEventSchema>;
/** A camera's event of this type. */
export type CameraEventOf<Type extends CameraEvent["detail-type"]> = Extract<CameraEvent, { "detail-type": Type }>;

/** The `source` of what S3 tells. */
export const S3_SOURCE = "aws.s3";

/** Of what S3 says, the part that tells which object it is about; the key stands there as it is, not URL-encoded. */
const objectDetailSchema = z.object({
  bucket: z.object({ name: z.string() }),
  object: z.object({ key: z.string() }),
});

/** S3's word that an object is there or gone. Source: S3 user guide, "EventBridge event message structure". */
export const objectEventSchema = z.discriminatedUnion("detail-type", [
  eventSchema("Object Created", objectDetailSchema),
  eventSchema("Object Deleted", objectDetailSchema),
]);
/** An event of S3's. */
export type ObjectEvent = z.infer<typeof objectEventSchema>;
