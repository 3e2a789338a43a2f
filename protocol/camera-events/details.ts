import * as z from "zod/mini";

/** A time as events carry it: ISO 8601 in UTC, with or without fractions of a second. */
export const instantSchema = z
  .string()
  .check(
    z.refine(
      (text) => /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$/.test(text) && !Number.isNaN(Date.parse(text)),
    ),
  );

/** When it happened, by the camera's clock, which the envelope tells in whole seconds only. Left out, that counts. */
const at = z.optional(instantSchema);

/** The longest that a camera may promise to be silent, in seconds: a day. */
export const MAX_NEXT_WITHIN_SECONDS = 86_400;

/** What a camera says, by the event's `detail-type`. Fields that are not named here are the maker's own and ignored. */
export const detailSchemas = {
  "Doorbell Pressed": z.object({ at }),
  "Motion Started": z.object({ at }),
  "Motion Ended": z.object({ at }),
  "Camera Online": z.object({
    at,
    /** How soon the next event of this type comes at the latest; without it the camera promises none. */
    nextWithinSeconds: z.optional(z.int().check(z.minimum(1), z.maximum(MAX_NEXT_WITHIN_SECONDS))),
  }),
  "Camera Offline": z.object({ at }),
  "Camera Added": z.object({ at }),
  "Camera Changed": z.object({ at }),
  "Camera Removed": z.object({
    at,
    /** Who lost the camera, because someone removed it or does not share it any more. */
    userIds: z.array(z.string().check(z.minLength(1), z.maxLength(256))).check(z.minLength(1)),
  }),
};

/** The `detail-type` of a camera's event. */
export type CameraEventType = keyof typeof detailSchemas;
/** All of them. */
export const cameraEventTypes = Object.keys(detailSchemas) as CameraEventType[];
/** What an event of this type says. */
export type DetailOf<Type extends CameraEventType> = z.infer<(typeof detailSchemas)[Type]>;
