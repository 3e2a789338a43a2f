import * as z from "zod/mini";
import { eventEndpointSchema, eventHeaderSchema } from "./event-parts.ts";

const namespace = "Alexa.RTCSessionController";

/**
 * The answer to InitiateSessionWithOffer. The payload holds the answer and nothing else: a sessionId beside it is
 * refused by Amazon's message schema. An empty SDP passes that schema and is refused here.
 */
export const answerGeneratedForSessionSchema = z.strictObject({
  event: z.strictObject({
    header: eventHeaderSchema(namespace, "AnswerGeneratedForSession"),
    endpoint: z.optional(eventEndpointSchema),
    payload: z.strictObject({
      answer: z.strictObject({
        format: z.string().check(z.regex(/^sdp$/i)),
        value: z.string().check(z.minLength(1)),
      }),
    }),
  }),
});
/** The event that carries a camera's SDP answer. */
export type AnswerGeneratedForSession = z.infer<typeof answerGeneratedForSessionSchema>;

/** The answer to the directive SessionConnected. */
export const sessionConnectedSchema = z.strictObject({
  event: z.strictObject({
    header: eventHeaderSchema(namespace, "SessionConnected"),
    endpoint: z.optional(eventEndpointSchema),
    payload: z.strictObject({ sessionId: z.string() }),
  }),
});
/** The event that confirms a session's beginning. */
export type SessionConnected = z.infer<typeof sessionConnectedSchema>;

/** The answer to the directive SessionDisconnected. */
export const sessionDisconnectedSchema = z.strictObject({
  event: z.strictObject({
    header: eventHeaderSchema(namespace, "SessionDisconnected"),
    endpoint: z.optional(eventEndpointSchema),
    payload: z.strictObject({ sessionId: z.string() }),
  }),
});
/** The event that confirms a session's end. */
export type SessionDisconnected = z.infer<typeof sessionDisconnectedSchema>;
