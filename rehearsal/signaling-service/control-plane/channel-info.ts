import type { Channel } from "../channels/channel.ts";

/** A channel as replies show it. Source: ChannelInfo. */
export function channelInfo(channel: Channel) {
  return {
    ChannelName: channel.channelName,
    ChannelARN: channel.channelArn,
    ChannelType: "SINGLE_MASTER",
    ChannelStatus: channel.status,
    // Seconds with a fraction: the REST-JSON form of a timestamp.
    CreationTime: channel.creationTime / 1000,
    SingleMasterConfiguration: { MessageTtlSeconds: channel.messageTtlSeconds },
    Version: channel.version,
  };
}
