import { matchesPattern } from "../../signaling-service/access/permits.ts";
import type { Statement } from "./iam-policies.ts";

/** Where signaling channels are. */
export interface ChannelPlace {
  readonly region: string;
  readonly accountId: string;
}

/**
 * Whether one of a role's statements allows an operation on a signaling channel: its own actions on its own resources.
 * Conditions are not looked at: a statement that has one allows nothing.
 * @param operation such as `ConnectAsViewer`.
 * @param channelName undefined of what names no channel: that takes a statement for all of them.
 */
export function allowsOnChannel(
  { Action, Resource, Condition }: Statement,
  operation: string,
  channelName: string | undefined,
  place: ChannelPlace,
): boolean {
  return (
    Condition === undefined &&
    Action.some((pattern) => matchesPattern(pattern, `kinesisvideo:${operation}`, "i")) &&
    Resource.some((pattern) => isForChannel(pattern, channelName ?? "", place))
  );
}

/**
 * Whether a resource pattern, such as `arn:aws:kinesisvideo:*:123456789012:channel/*`, is for a channel.
 * Source: service authorization reference, Amazon Kinesis Video Streams: `channel/<name>/<creation time>`.
 */
function isForChannel(pattern: string, channelName: string, { region, accountId }: ChannelPlace): boolean {
  if (pattern === "*") return true;
  const [arn, , service, ofRegion = "", ofAccount = "", channel = ""] = pattern.split(":");
  const [kind, name = "", time] = channel.split("/");
  return (
    arn === "arn" &&
    service === "kinesisvideo" &&
    matchesPattern(ofRegion, region) &&
    matchesPattern(ofAccount, accountId) &&
    kind === "channel" &&
    // A pattern that ends with the name is no channel's: its ARN goes on.
    (time !== undefined || name.endsWith("*")) &&
    matchesPattern(name, channelName)
  );
}
