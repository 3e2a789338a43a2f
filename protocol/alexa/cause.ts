import * as z from "zod/mini";

/** Why something changed or happened. Source: Alexa.ChangeReport, cause types. */
export const causeTypes = [
  "APP_INTERACTION",
  "PHYSICAL_INTERACTION",
  "PERIODIC_POLL",
  "RULE_TRIGGER",
  "VOICE_INTERACTION",
] as const;
/** One of {@link causeTypes}. */
export type CauseType = (typeof causeTypes)[number];

/** The cause as an event carries it. */
export const causeSchema = z.strictObject({ type: z.enum(causeTypes) });
