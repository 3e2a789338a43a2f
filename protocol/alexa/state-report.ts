import * as z from "zod/mini";
import { connectivityPropertySchema } from "./endpoint-health.ts";
import { eventEndpointSchema, eventHeaderSchema } from "./event-parts.ts";
import { detectionStatePropertySchema } from "./motion-sensor.ts";

/** The answer to ReportState. An offline camera is reported here as UNREACHABLE, and is no error. */
export const stateReportSchema = z.strictObject({
  event: z.strictObject({
    header: eventHeaderSchema("Alexa", "StateReport"),
    endpoint: eventEndpointSchema,
    payload: z.strictObject({}),
  }),
  context: z.strictObject({
    // Alexa takes any order. Every camera has health, so it stands first, where its readers find it.
    properties: z.tuple([connectivityPropertySchema], detectionStatePropertySchema).check(z.maxLength(2)),
  }),
});
/** A StateReport event with its context. */
export type StateReport = z.infer<typeof stateReportSchema>;
