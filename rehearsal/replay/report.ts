import * as z from "zod/mini";

/** What came of a directive that was replayed. No secret is in it. */
export const replayReportSchema = z.object({
  /** `namespace.name`. */
  directive: z.string(),
  /** Whom it was for, where that is an id that an endpoint may have. */
  endpointId: z.optional(z.string()),
  /** What the skill got instead of what was masked or missing, by the field's path in the directive. */
  replaced: z.array(z.object({ field: z.string(), by: z.string() })),
  /** Whether the skill answered, and with no ErrorResponse. */
  ok: z.boolean(),
  milliseconds: z.number(),
  /** `namespace.name` of the event. */
  name: z.optional(z.string()),
  /** What the skill says of its failure, and where somebody waits for a picture what Alexa may say. */
  error: z.optional(
    z.object({
      type: z.string(),
      code: z.optional(z.string()),
      sentence: z.string(),
      alexaSays: z.optional(z.string()),
    }),
  ),
  /** Why there is no event. */
  problem: z.optional(z.string()),
  /** The whole event, its secrets masked. */
  event: z.optional(z.unknown()),
  /** The ids of the cameras that could have been asked. */
  cameras: z.array(z.string()),
});
export type ReplayReport = z.infer<typeof replayReportSchema>;
