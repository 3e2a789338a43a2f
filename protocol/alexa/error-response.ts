import * as z from "zod/mini";
import { errorPayloadSchema } from "./error-types.ts";
import { eventEndpointSchema, eventHeaderSchema } from "./event-parts.ts";

/**
 * "That did not work." The namespace is always `Alexa`, whatever the directive's was, and there is no context.
 * Source: Alexa.ErrorResponse.
 */
export const errorResponseSchema = z.strictObject({
  event: z.strictObject({
    header: eventHeaderSchema("Alexa", "ErrorResponse"),
    endpoint: z.optional(eventEndpointSchema),
    payload: errorPayloadSchema,
  }),
});
/** An Alexa.ErrorResponse event. */
export type ErrorResponse = z.infer<typeof errorResponseSchema>;

/** AcceptGrant's failure, which has a namespace of its own. Source: Alexa.Authorization. */
export const acceptGrantFailedSchema = z.strictObject({
  event: z.strictObject({
    header: eventHeaderSchema("Alexa.Authorization", "ErrorResponse"),
    payload: z.strictObject({ type: z.literal("ACCEPT_GRANT_FAILED"), message: z.string() }),
  }),
});
/** The event of an AcceptGrant that failed. */
export type AcceptGrantFailed = z.infer<typeof acceptGrantFailedSchema>;
