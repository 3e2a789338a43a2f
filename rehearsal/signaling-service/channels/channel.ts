import * as z from "zod/mini";
import { channelArnSchema } from "../../../protocol/signaling/channel-arn.ts";

/** The seconds an undelivered message is kept when the channel says nothing. Source: SingleMasterConfiguration. */
export const DEFAULT_MESSAGE_TTL_SECONDS = 60;

/** `MessageTtlSeconds` of a channel, seconds. Source: SingleMasterConfiguration. */
export const messageTtlSchema = z.int().check(z.minimum(5), z.maximum(120));

/** A channel's name. Source: CreateSignalingChannel. */
export const channelNameSchema = z
  .string()
  .check(z.regex(/^[a-zA-Z0-9_.-]{1,256}$/, { error: "must be 1 to 256 letters, digits, '_', '.' or '-'" }));

const tagPattern = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** One tag of a channel. Source: CreateSignalingChannel, Tag. */
export const tagSchema = z.object({
  Key: z.string().check(z.minLength(1), z.maxLength(128), z.regex(tagPattern)),
  Value: z.string().check(z.maxLength(256), z.regex(tagPattern)),
});

const labelSchema = (role: string) => z.string().check(z.regex(new RegExp(`^${role}-[0-9a-f]{8}$`)));

/** A signaling channel as the service keeps it, in memory and on disk. */
export const channelSchema = z.object({
  channelName: channelNameSchema,
  channelArn: channelArnSchema,
  /** Epoch milliseconds: the last part of the ARN. */
  creationTime: z.int().check(z.minimum(0)),
  messageTtlSeconds: messageTtlSchema,
  version: z.string().check(z.regex(/^[a-zA-Z0-9]{1,64}$/)),
  tags: z.array(tagSchema),
  /** The first path segment of each endpoint; in the real service, the first part of the host name. */
  labels: z.object({ https: labelSchema("r"), master: labelSchema("m"), viewer: labelSchema("v") }),
});
/** A signaling channel: its settings, and the names it was given for good. */
export type Channel = z.infer<typeof channelSchema>;
