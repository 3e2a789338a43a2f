import * as z from "zod/mini";

/** A time in skill events, in ISO 8601. */
const eventTimeSchema = z.string().check(
  z.regex(/^\d{4}-\d\d-\d\dT/),
  z.refine((time) => !Number.isNaN(Date.parse(time))),
);

/**
 * A skill event as it comes in. It has the envelope of custom skills, without a session; events may come late, twice and
 * out of order.
 * Source: Alexa Skills Kit, "Add events to your skill", the reference of skill events.
 */
export const skillEventSchema = z.object({
  context: z.object({
    System: z.object({
      application: z.object({ applicationId: z.string() }),
      /** Alexa's own id of the user, another one in each skill, and a new one each time the skill is enabled. */
      user: z.object({ userId: z.string().check(z.minLength(1), z.maxLength(1_024)) }),
    }),
  }),
  request: z.object({
    type: z.string().check(z.regex(/^AlexaSkillEvent\.\w{1,64}$/)),
    timestamp: eventTimeSchema,
    /** When it happened. Not in all events. */
    eventCreationTime: z.optional(eventTimeSchema),
    /** Other events have other bodies. */
    body: z.catch(
      z.optional(
        z.object({
          /** SkillAccountLinked: the user's token for the skill. */
          accessToken: z.optional(z.string()),
        }),
      ),
      undefined,
    ),
  }),
});

/** A skill event as it comes in. */
export type SkillEvent = z.infer<typeof skillEventSchema>;

/** When a skill event happened, in epoch milliseconds. */
export function timeOfSkillEvent({ request }: SkillEvent): number {
  return Date.parse(request.eventCreationTime ?? request.timestamp);
}
