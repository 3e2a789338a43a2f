import * as z from "zod/mini";

// What the service tells its owner's page. This file runs in browsers too, so neither it nor what it imports uses Node.

const connectionSchema = z.object({ connectedAt: z.number() });
const viewerSchema = z.extend(connectionSchema, { clientId: z.string() });
const replacedSchema = z.extend(connectionSchema, {
  role: z.enum(["master", "viewer"]),
  clientId: z.optional(z.string()),
});

const channelSchema = z.object({
  channelName: z.string(),
  channelArn: z.string(),
  /** Epoch milliseconds, as all times here. */
  creationTime: z.number(),
  messageTtlSeconds: z.number(),
  master: z.nullable(connectionSchema),
  viewers: z.array(viewerSchema),
  /** Connections that are open still, although a newer one of the same master or viewer gets the messages. */
  replaced: z.array(replacedSchema),
  /** How many undelivered messages wait. */
  queued: z.object({ toMaster: z.number(), toViewers: z.number() }),
  alexaOffersWaiting: z.number(),
});
export type ChannelReport = z.infer<typeof channelSchema>;

/** GET /admin/channels. */
export const channelsReportSchema = z.object({ channels: z.array(channelSchema) });
export type ChannelsReport = z.infer<typeof channelsReportSchema>;

const endSchema = z.object({
  who: z.enum(["master", "viewer", "Alexa", "client", "service"]),
  clientId: z.optional(z.string()),
});
/** Who sent something, or was to get it. */
export type End = z.infer<typeof endSchema>;

const messageSchema = z.object({
  /** Grows by one with each. */
  id: z.number(),
  at: z.number(),
  channelName: z.optional(z.string()),
  from: endSchema,
  to: endSchema,
  /** A frame's action, or an operation. */
  action: z.string(),
  /** Of the payload. */
  characters: z.optional(z.number()),
  outcome: z.enum([
    "relayed",
    "queued",
    "expired",
    "dropped",
    "sent",
    "answered",
    "unanswered",
    "replied",
    "refused",
    "failed",
    "connected",
    "replaced",
    "disconnected",
  ]),
  /** More about the outcome, in words. */
  detail: z.optional(z.string()),
  /** How long it took. */
  milliseconds: z.optional(z.number()),
});
/** A message or request, and what became of it: never its payload. */
export type MessageReport = z.infer<typeof messageSchema>;

/** GET /admin/messages: the latest, newest first. */
export const messagesReportSchema = z.object({ messages: z.array(messageSchema) });
export type MessagesReport = z.infer<typeof messagesReportSchema>;
