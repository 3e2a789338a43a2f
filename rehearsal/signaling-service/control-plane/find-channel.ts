import { type Channel, isInService } from "../channels/channel.ts";
import type { ServiceContext } from "../context.ts";
import { channelNotFound, serviceError } from "../errors.ts";

/** The channel of this ARN, whatever its status. @throws {WireError} ResourceNotFoundException */
export function channelByArn(service: ServiceContext, channelArn: string): Channel {
  const channel = service.channels.byArn(channelArn);
  if (channel === undefined) throw channelNotFound();
  return channel;
}

/**
 * The channel of this ARN, for operations whose model has no ResourceInUseException: one that is being made or deleted
 * counts as not there, which is not verified.
 * @throws {WireError} ResourceNotFoundException
 */
export function servingChannelByArn(service: ServiceContext, channelArn: string): Channel {
  return serving(channelByArn(service, channelArn));
}

/** The channel that is given by ARN or by name; the ARN counts where both are. */
export function channelByEither(
  service: ServiceContext,
  { ChannelARN, ChannelName }: { ChannelARN?: string | undefined; ChannelName?: string | undefined },
): Channel {
  if (ChannelARN !== undefined) return channelByArn(service, ChannelARN);
  if (ChannelName === undefined) {
    throw serviceError("InvalidArgumentException", "ChannelName or ChannelARN must be given");
  }
  const channel = service.channels.byName(ChannelName);
  if (channel === undefined) throw channelNotFound();
  return channel;
}

/** The channel, if its endpoints serve. @throws {WireError} ResourceNotFoundException */
export function serving(channel: Channel): Channel {
  if (!isInService(channel)) throw channelNotFound();
  return channel;
}
