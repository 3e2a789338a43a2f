import * as z from "zod/mini";
import { channelArnSchema } from "../../../protocol/signaling/channel-arn.ts";
import { streamArnSchema } from "./stream-arn.ts";
import { tagSchema } from "./tags.ts";

/** The seconds an undelivered message is kept when the channel says nothing. Source: SingleMasterConfiguration. */
export const DEFAULT_MESSAGE_TTL_SECONDS = 60;

/** `MessageTtlSeconds` of a channel, seconds. Source: SingleMasterConfiguration. */
export const messageTtlSchema = z.int().check(z.minimum(5), z.maximum(120));

/** A channel's name. Source: CreateSignalingChannel. */
export const channelNameSchema = z
  .string()
  .check(z.regex(/^[a-zA-Z0-9_.-]{1,256}$/, { error: "must be 1 to 256 letters, digits, '_', '.' or '-'" }));

/** A channel's version, which is opaque to clients. Source: UpdateSignalingChannel, CurrentVersion. */
export const channelVersionSchema = z
  .string()
  .check(z.regex(/^[a-zA-Z0-9]{1,64}$/, { error: "must be 1 to 64 letters or digits" }));

const labelSchema = (role: string) => z.string().check(z.regex(new RegExp(`^${role}-[0-9a-f]{8}$`)));

/** A signaling channel as it is kept on disk. */
export const storedChannelSchema = z.object({
  channelName: channelNameSchema,
  channelArn: channelArnSchema,
  /** Epoch milliseconds: the last part of the ARN. */
  creationTime: z.int().check(z.minimum(0)),
  messageTtlSeconds: messageTtlSchema,
  version: channelVersionSchema,
  tags: z.array(tagSchema),
  /** The stream that media storage is enabled for; null while it is disabled, and in files of before it was kept. */
  storageStreamArn: z._default(z.nullable(streamArnSchema), null),
  /** The first path segment of each endpoint; in the real service, the first part of the host name. */
  labels: z.object({ https: labelSchema("r"), master: labelSchema("m"), viewer: labelSchema("v") }),
});
/** A signaling channel: its settings, and the names it was given for good. */
export type StoredChannel = z.infer<typeof storedChannelSchema>;

/** Where a channel is in its life. Source: ChannelInfo, ChannelStatus. */
export type ChannelStatus = "CREATING" | "ACTIVE" | "UPDATING" | "DELETING";

/** A channel of a running service: one object for the channel's whole life, whose settings change in place. */
export interface Channel extends StoredChannel {
  status: ChannelStatus;
}

/**
 * Whether a channel's endpoints serve and its tags can be touched. That those of a channel which is just being updated
 * do is not verified; its error calls a channel that is missing "not found or not active".
 */
export function isInService({ status }: Channel): boolean {
  return status === "ACTIVE" || status === "UPDATING";
}

/**
 * Whether master, viewers and Alexa reach each other: with media storage enabled they no longer do, all of them meet
 * the storage session instead. What SendAlexaOfferToMaster makes of that is not verified.
 * Source: UpdateMediaStorageConfiguration.
 */
export function relaysBetweenPeers({ storageStreamArn }: StoredChannel): boolean {
  return storageStreamArn === null;
}
