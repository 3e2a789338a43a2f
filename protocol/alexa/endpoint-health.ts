import * as z from "zod/mini";
import { timeOfSampleSchema } from "./time-of-sample.ts";

/** Whether a camera can be reached. Source: Alexa.EndpointHealth 3.1, property connectivity. */
export type Connectivity = "OK" | "UNREACHABLE";

/**
 * The property `connectivity` in a report; the uncertainty is in milliseconds.
 */
export const connectivityPropertySchema = z.strictObject({
  namespace: z.literal("Alexa.EndpointHealth"),
  name: z.literal("connectivity"),
  value: z.strictObject({ value: z.enum(["OK", "UNREACHABLE"]), reason: z.optional(z.string()) }),
  timeOfSample: timeOfSampleSchema,
  uncertaintyInMilliseconds: z.int().check(z.minimum(0)),
});
/** The property `connectivity` as a report carries it. */
export type ConnectivityProperty = z.infer<typeof connectivityPropertySchema>;
