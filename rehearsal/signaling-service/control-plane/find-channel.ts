import type { Channel } from "../channels/channel.ts";
import type { ServiceContext } from "../context.ts";
import { channelNotFound } from "../errors.ts";

/** The channel of this ARN. @throws {WireError} ResourceNotFoundException */
export function channelByArn(service: ServiceContext, channelArn: string): Channel {
  const channel = service.channels.byArn(channelArn);
  if (channel === undefined) throw channelNotFound();
  return channel;
}

/** The channel of this name. @throws {WireError} ResourceNotFoundException */
export function channelByName(service: ServiceContext, channelName: string): Channel {
  const channel = service.channels.byName(channelName);
  if (channel === undefined) throw channelNotFound();
  return channel;
}
