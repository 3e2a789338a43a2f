import * as z from "zod/mini";

/** Whether a camera can be reached. Source: Alexa.EndpointHealth 3.1, property connectivity. */
export type Connectivity = "OK" | "UNREACHABLE";

/**
 * The property `connectivity` in a report's context.
 * `timeOfSample` is ISO 8601 in UTC with at most three decimals, the uncertainty is in milliseconds.
 */
export const connectivityPropertySchema = z.strictObject({
  namespace: z.literal("Alexa.EndpointHealth"),
  name: z.literal("connectivity"),
  value: z.strictObject({ value: z.enum(["OK", "UNREACHABLE"]), reason: z.optional(z.string()) }),
  timeOfSample: z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/)),
  uncertaintyInMilliseconds: z.int().check(z.minimum(0)),
});
/** The property `connectivity` as a report carries it. */
export type ConnectivityProperty = z.infer<typeof connectivityPropertySchema>;
