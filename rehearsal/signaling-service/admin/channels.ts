import type { ServiceContext } from "../context.ts";
import type { ChannelsReport } from "./report.ts";

/** All channels, who is connected to them and what waits in them. */
export function reportChannels(service: ServiceContext): ChannelsReport {
  return {
    channels: service.channels.all().map((channel) => ({
      channelName: channel.channelName,
      channelArn: channel.channelArn,
      creationTime: channel.creationTime,
      messageTtlSeconds: channel.messageTtlSeconds,
      ...service.rooms.of(channel).report(),
    })),
  };
}
