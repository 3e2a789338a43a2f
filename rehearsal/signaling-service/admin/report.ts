import * as z from "zod/mini";

// What the service tells its owner's page. This file runs in browsers too, so neither it nor what it imports uses Node.

const connectionSchema = z.object({ connectedAt: z.number() });
const viewerSchema = z.extend(connectionSchema, { clientId: z.string() });
const replacedSchema = z.extend(connectionSchema, {
  role: z.enum(["master", "viewer"]),
  clientId: z.optional(z.string()),
});

const queuedSchema = z.object({
  /** A master's message is for the client; anyone else's is for the master. */
  from: z.enum(["master", "viewer", "alexa"]),
  clientId: z.string(),
  action: z.string(),
  /** Of the payload, which nobody is shown. */
  characters: z.number(),
  expiresAt: z.number(),
});
/** A message that waits for its recipient. */
export type QueuedReport = z.infer<typeof queuedSchema>;

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
  /** The undelivered messages, oldest first. */
  queued: z.array(queuedSchema),
  alexaOffersWaiting: z.number(),
});
export type ChannelReport = z.infer<typeof channelSchema>;

/** GET /admin/service. */
export const serviceReportSchema = z.object({
  region: z.string(),
  controlPlaneUrl: z.string(),
  quotas: z.enum(["on", "off"]),
});
export type ServiceReport = z.infer<typeof serviceReportSchema>;

/** GET /admin/channels. */
export const channelsReportSchema = z.object({ channels: z.array(channelSchema) });
export type ChannelsReport = z.infer<typeof channelsReportSchema>;

const endSchema = z.object({
  who: z.enum(["master", "viewer", "Alexa", "client", "service", "owner"]),
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
    "warned",
    "refused",
    "failed",
    "connected",
    "replaced",
    "disconnected",
    "put in",
    "taken out",
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

const parameterSchema = z.object({
  name: z.string(),
  summary: z.string(),
  type: z.enum(["number", "text"]),
  required: z.boolean(),
  choices: z.optional(z.array(z.string())),
  default: z.optional(z.union([z.string(), z.number()])),
});

const behaviourKindSchema = z.object({
  name: z.string(),
  summary: z.string(),
  parameters: z.array(parameterSchema),
  /** The parameter whose name may be left out on a command line. */
  positional: z.optional(z.string()),
  /** It cannot be limited to a channel. */
  wholeService: z.boolean(),
});
/** A behaviour that can be put in. */
export type BehaviourKindReport = z.infer<typeof behaviourKindSchema>;

const behaviourInForceSchema = z.object({
  id: z.number(),
  /** Its name and parameters. */
  behaviour: z.string(),
  /** Absent where it is in force on all channels. */
  channelName: z.optional(z.string()),
});
/** A behaviour in force. */
export type BehaviourInForceReport = z.infer<typeof behaviourInForceSchema>;

/** GET /admin/behaviours. */
export const behavioursReportSchema = z.object({
  behaviours: z.array(behaviourInForceSchema),
  catalogue: z.array(behaviourKindSchema),
});
export type BehavioursReport = z.infer<typeof behavioursReportSchema>;

const behaviourRequest = {
  behaviour: z.string(),
  parameters: z.optional(z.record(z.string(), z.union([z.string(), z.number()]))),
  channelName: z.optional(z.string()),
};

/** What POST /admin/behaviours takes, and no other members: with `channel` for `channelName` it would misbehave everywhere. */
export const behaviourRequestSchema = z.strictObject(behaviourRequest, {
  error: ({ code }) =>
    code === "unrecognized_keys"
      ? `has a member that is none of ${Object.keys(behaviourRequest).join(", ")}`
      : undefined,
});
export type BehaviourRequest = z.infer<typeof behaviourRequestSchema>;

/** What POST /admin/behaviours answers. */
export const behaviourPutInSchema = z.object({
  /** Absent when it did at once all that it does, and is over. */
  id: z.optional(z.number()),
  behaviour: z.string(),
  channelName: z.optional(z.string()),
  /** Of one that only gives notice: how many connections were told. */
  sentTo: z.optional(z.number()),
  /** There when it cannot have an effect yet. */
  warning: z.optional(z.string()),
});
export type BehaviourPutIn = z.infer<typeof behaviourPutInSchema>;

/** What every refused admin call answers. */
export const adminErrorSchema = z.object({ message: z.string() });
