import * as z from "zod/mini";
import { differentEndpoints } from "./different-endpoints.ts";
import { endpointIdSchema } from "./endpoint-id.ts";
import { eventScopeSchema, proactiveHeaderSchema } from "./event-parts.ts";
import { MAX_DELETED_ENDPOINTS } from "./limits.ts";

/**
 * "This user does not have these devices any more." Source: Alexa.Discovery, DeleteReport. Amazon's public message
 * schema does not have it.
 */
export const deleteReportSchema = z.strictObject({
  event: z.strictObject({
    header: proactiveHeaderSchema("Alexa.Discovery", "DeleteReport"),
    payload: z.strictObject({
      endpoints: z
        .array(z.strictObject({ endpointId: endpointIdSchema }))
        .check(z.minLength(1), z.maxLength(MAX_DELETED_ENDPOINTS), z.refine(differentEndpoints)),
      scope: eventScopeSchema,
    }),
  }),
});
/** A DeleteReport event. */
export type DeleteReport = z.infer<typeof deleteReportSchema>;
