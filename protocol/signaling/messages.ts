import * as z from "zod/mini";
import { MAX_PAYLOAD_CHARACTERS } from "./limits.ts";

/** What a client may send. Source: developer guide, SendSdpOffer, SendSdpAnswer, SendIceCandidate. */
export const clientActions = ["SDP_OFFER", "SDP_ANSWER", "ICE_CANDIDATE"] as const;
export type ClientAction = (typeof clientActions)[number];

/** Keys as the browser and mobile SDKs spell them; the C and FreeRTOS SDKs capitalise all but `action`. */
const capitalised = {
  Action: "action",
  RecipientClientId: "recipientClientId",
  MessagePayload: "messagePayload",
  CorrelationId: "correlationId",
} as const;

const capitals = Object.keys(capitalised);

function lowerKeys(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  if (!capitals.some((key) => key in value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [capitalised[key as keyof typeof capitalised] ?? key, entry]),
  );
}

const correlationIdSchema = z
  .string()
  .check(z.regex(/^[a-zA-Z0-9_.-]{1,256}$/, { error: "must be 1 to 256 letters, digits, '_', '.' or '-'" }));

/** Some senders fill in every key of a template. */
function absentIfEmpty(value: unknown): unknown {
  return value === null || value === "" ? undefined : value;
}

/**
 * A message from a client to the service, one JSON text frame.
 * The payload stays as it was sent: standard or URL-safe base64, which the service relays unread.
 */
export const clientMessageSchema = z.pipe(
  z.transform(lowerKeys),
  z.object({
    action: z.enum(clientActions),
    // A viewer may put anything here; a master's is looked at by whoever routes it.
    recipientClientId: z.catch(z.optional(z.string()), undefined),
    messagePayload: z
      .string()
      .check(
        z.minLength(1),
        z.maxLength(MAX_PAYLOAD_CHARACTERS, { error: `is longer than ${MAX_PAYLOAD_CHARACTERS} characters` }),
        z.regex(/^[A-Za-z0-9+/_=\s-]+$/, { error: "is not base64" }),
      ),
    correlationId: z.optional(z.pipe(z.transform(absentIfEmpty), z.optional(correlationIdSchema))),
  }),
);
export type ClientMessage = z.infer<typeof clientMessageSchema>;

const relayedMessageSchema = z.object({
  messageType: z.enum(clientActions),
  messagePayload: z.string(),
  /** Absent when the sender is the master. */
  senderClientId: z.optional(z.string()),
});

const statusResponseSchema = z.object({
  messageType: z.literal("STATUS_RESPONSE"),
  statusResponse: z.object({
    correlationId: z.optional(z.string()),
    errorType: z.optional(z.string()),
    statusCode: z.optional(z.string()),
    description: z.optional(z.string()),
  }),
});

const noticeSchema = z.object({ messageType: z.enum(["GO_AWAY", "RECONNECT_ICE_SERVER"]) });

/**
 * A message from the service to a client that this product acts on. Clients must ignore empty frames and unknown types.
 * Source: developer guide, asynchronous message reception.
 */
export const serviceMessageSchema = z.union([relayedMessageSchema, statusResponseSchema, noticeSchema]);
export type ServiceMessage = z.infer<typeof serviceMessageSchema>;
export type RelayedMessage = z.infer<typeof relayedMessageSchema>;
export type StatusResponse = z.infer<typeof statusResponseSchema>["statusResponse"];
