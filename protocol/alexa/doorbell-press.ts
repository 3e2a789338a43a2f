import * as z from "zod/mini";
import { causeSchema } from "./cause.ts";
import { proactiveEndpointSchema, proactiveHeaderSchema } from "./event-parts.ts";
import { wholeSecondsSchema } from "./time-of-sample.ts";

/** "Somebody rang." Its time has no fraction of a second. Source: Alexa.DoorbellEventSource 3. */
export const doorbellPressSchema = z.strictObject({
  context: z.strictObject({}),
  event: z.strictObject({
    header: proactiveHeaderSchema("Alexa.DoorbellEventSource", "DoorbellPress"),
    endpoint: proactiveEndpointSchema,
    payload: z.strictObject({ cause: causeSchema, timestamp: wholeSecondsSchema }),
  }),
});
/** A DoorbellPress event. */
export type DoorbellPress = z.infer<typeof doorbellPressSchema>;
