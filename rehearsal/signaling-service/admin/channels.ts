import type { ServiceContext } from "../context.ts";
import type { ChannelsReport } from "./report.ts";

/** What the page looks at. */
interface LookedAt {
  readonly channels: Pick<ServiceContext["channels"], "all">;
  readonly rooms: Pick<ServiceContext["rooms"], "find">;
}

/** Of a channel that nobody has been connected to. */
const EMPTY_ROOM = { master: null, viewers: [], replaced: [], queued: [], alexaOffersWaiting: 0 };

/** All channels, who is connected to them and what waits in them. */
export function reportChannels({ channels, rooms }: LookedAt): ChannelsReport {
  return {
    channels: channels.all().map((channel) => ({
      channelName: channel.channelName,
      channelArn: channel.channelArn,
      creationTime: channel.creationTime,
      messageTtlSeconds: channel.messageTtlSeconds,
      ...(rooms.find(channel)?.report() ?? EMPTY_ROOM),
    })),
  };
}
