import * as z from "zod/mini";
import { endpointIdSchema } from "./endpoint-id.ts";
import { PAYLOAD_VERSION } from "./limits.ts";

/** A message's id: 1 to 127 letters, digits and hyphens. Source: Amazon's smart-home message schema. */
const messageIdSchema = z.string().check(z.regex(/^[A-Za-z0-9-]{1,127}$/));

/** An event's header, strict: no key that Amazon's message schema does not know. */
export function eventHeaderSchema<
  Namespace extends string,
  Name extends string,
  Version extends string = typeof PAYLOAD_VERSION,
>(namespace: Namespace, name: Name, payloadVersion: Version = PAYLOAD_VERSION as Version) {
  return z.strictObject({
    namespace: z.literal(namespace),
    name: z.literal(name),
    payloadVersion: z.literal(payloadVersion),
    messageId: messageIdSchema,
    correlationToken: z.optional(z.string().check(z.minLength(1))),
  });
}

/**
 * The endpoint that an event is about. The scope that some samples echo is left out: the token would travel once more
 * for nothing.
 */
export const eventEndpointSchema = z.strictObject({ endpointId: endpointIdSchema });

/** The token that Alexa's grant was exchanged for: Amazon's own, unlike the one that directives carry. A secret. */
export const eventScopeSchema = z.strictObject({
  type: z.literal("BearerToken"),
  token: z.string().check(z.minLength(1)),
});

/** The header of an event that nobody asked for, so that it correlates to nothing. */
export function proactiveHeaderSchema<Namespace extends string, Name extends string>(namespace: Namespace, name: Name) {
  return z.strictObject({
    namespace: z.literal(namespace),
    name: z.literal(name),
    payloadVersion: z.literal(PAYLOAD_VERSION),
    messageId: messageIdSchema,
  });
}

/** The endpoint that an event tells of when nobody asked: the scope says for whom. */
export const proactiveEndpointSchema = z.strictObject({ scope: eventScopeSchema, endpointId: endpointIdSchema });
