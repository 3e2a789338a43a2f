import * as z from "zod/mini";
import { differentEndpoints } from "./different-endpoints.ts";
import { discoveryEndpointSchema } from "./discovery-endpoint.ts";
import { eventScopeSchema, proactiveHeaderSchema } from "./event-parts.ts";
import { MAX_REPORTED_ENDPOINTS } from "./limits.ts";

/** "These devices are new, or are not what they were." Source: Alexa.Discovery, AddOrUpdateReport. */
export const addOrUpdateReportSchema = z.strictObject({
  event: z.strictObject({
    header: proactiveHeaderSchema("Alexa.Discovery", "AddOrUpdateReport"),
    payload: z.strictObject({
      endpoints: z
        .array(discoveryEndpointSchema)
        .check(z.minLength(1), z.maxLength(MAX_REPORTED_ENDPOINTS), z.refine(differentEndpoints)),
      scope: eventScopeSchema,
    }),
  }),
});
/** An AddOrUpdateReport event. */
export type AddOrUpdateReport = z.infer<typeof addOrUpdateReportSchema>;
