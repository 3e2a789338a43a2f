import { matchesPattern } from "../../signaling-service/access/permits.ts";
import type { Statement } from "./iam-policies.ts";

/** What the signaling service lets a role do: its keys are limited to actions, and to channels by their names. */
export interface ChannelLimits {
  readonly actions: readonly string[];
  readonly channels: readonly string[];
}

/**
 * Works out what a role's statements allow on the signaling channels of a region and an account. The actions of all of
 * them count for the channels of all of them. Conditions are not looked at there: a statement that has one allows nothing.
 */
export function channelLimits(
  statements: readonly Statement[],
  { region, accountId }: { readonly region: string; readonly accountId: string },
): ChannelLimits {
  const onChannels = statements.flatMap(({ Action, Resource, Condition }) => {
    if (Condition !== undefined) return [];
    const actions = Action.filter((action) => /^(kinesisvideo:.+|\*)$/i.test(action));
    const channels = Resource.flatMap((pattern) => channelNames(pattern, region, accountId));
    return actions.length > 0 && channels.length > 0 ? [{ actions, channels }] : [];
  });
  return {
    actions: onChannels.flatMap(({ actions }) => actions),
    channels: onChannels.flatMap(({ channels }) => channels),
  };
}

/**
 * The channel names that a resource pattern is for: `*` of `arn:aws:kinesisvideo:*:123456789012:channel/*`.
 * Source: service authorization reference, Amazon Kinesis Video Streams: `channel/<name>/<creation time>`.
 */
function channelNames(pattern: string, region: string, accountId: string): readonly string[] {
  if (pattern === "*") return ["*"];
  const [arn, , service, ofRegion = "", ofAccount = "", channel = ""] = pattern.split(":");
  const [kind, name = "", time] = channel.split("/");
  const isOurs =
    arn === "arn" &&
    service === "kinesisvideo" &&
    matchesPattern(ofRegion, region) &&
    matchesPattern(ofAccount, accountId);
  // A pattern that ends with the name is no channel's: its ARN goes on.
  return isOurs && kind === "channel" && (time !== undefined || name.endsWith("*")) ? [name] : [];
}
