import type { Channel } from "../channels/channel.ts";
import type { ServiceContext } from "../context.ts";
import { channelNotFound, serviceError } from "../errors.ts";

/**
 * Holds the ARN in a request to the endpoint it came to. What the real service makes of another channel's ARN is not
 * verified.
 * @throws {WireError} ResourceNotFoundException, or InvalidArgumentException for another channel's ARN.
 */
export function requireOwnChannel(service: ServiceContext, channel: Channel, channelArn: string): void {
  if (service.channels.byLabel(channel.labels.https) !== channel) throw channelNotFound();
  if (channel.channelArn === channelArn) return;
  if (service.channels.byArn(channelArn) === undefined) throw channelNotFound();
  throw serviceError("InvalidArgumentException", "ChannelARN is another channel's than this endpoint's");
}
