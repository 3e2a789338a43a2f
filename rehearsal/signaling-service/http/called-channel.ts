import { parseChannelArn } from "../../../protocol/signaling/channel-arn.ts";
import { channelNameSchema } from "../channels/channel.ts";

/** The members of an operation's input that name its channel, the one that counts first. */
function membersOf(operation: string): readonly ("ChannelARN" | "ChannelName" | "ResourceARN")[] {
  switch (operation) {
    case "ListSignalingChannels":
      return [];
    case "CreateSignalingChannel":
      return ["ChannelName"];
    case "TagResource":
    case "UntagResource":
    case "ListTagsForResource":
      return ["ResourceARN"];
    default:
      return ["ChannelARN", "ChannelName"];
  }
}

/**
 * The name of the channel that a control-plane call is about, as far as its unchecked input says; it may not exist.
 * Access and quotas go by it, so it is read from the very member that the operation goes by.
 */
export function calledChannelName(operation: string, json: unknown): string | undefined {
  if (typeof json !== "object" || json === null) return undefined;
  const input = json as Record<string, unknown>;
  const member = membersOf(operation).find((name) => (input[name] ?? undefined) !== undefined);
  if (member === undefined) return undefined;
  return member === "ChannelName" ? nameIn(input[member]) : nameInArn(input[member]);
}

function nameIn(value: unknown): string | undefined {
  const name = channelNameSchema.safeParse(value);
  return name.success ? name.data : undefined;
}

function nameInArn(value: unknown): string | undefined {
  try {
    return typeof value === "string" ? parseChannelArn(value).channelName : undefined;
  } catch {
    return undefined;
  }
}
