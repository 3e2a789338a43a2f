import * as z from "zod/mini";
import { PAYLOAD_VERSION } from "./limits.ts";

/**
 * The access token of the account-linking provider, as Alexa hands it back with each directive.
 * It is opaque, and a secret: it never goes into a log, an error message or a metric.
 */
export const bearerTokenSchema = z.object({
  type: z.literal("BearerToken"),
  token: z.string().check(z.minLength(1)),
});

/**
 * A directive's header. `correlationToken` is opaque and has to come back byte for byte; Discover and AcceptGrant have
 * none. Unknown keys are tolerated on the way in: Amazon adds some without a new version.
 */
export function directiveHeaderSchema<
  Namespace extends string,
  Name extends string,
  Version extends string = typeof PAYLOAD_VERSION,
>(namespace: Namespace, name: Name, payloadVersion: Version = PAYLOAD_VERSION as Version) {
  return z.object({
    namespace: z.literal(namespace),
    name: z.literal(name),
    messageId: z.string(),
    payloadVersion: z.literal(payloadVersion),
    correlationToken: z.optional(z.string()),
  });
}

/**
 * The endpoint that a directive is for. A cookie of the wrong shape is dropped and fails nothing, since no handler
 * needs one.
 */
export const directiveEndpointSchema = z.object({
  scope: bearerTokenSchema,
  endpointId: z.string().check(z.minLength(1), z.maxLength(256)),
  cookie: z.catch(z.optional(z.record(z.string(), z.string())), undefined),
});
