import * as z from "zod/mini";
import { channelArnSchema } from "../../../protocol/signaling/channel-arn.ts";
import type { StoredChannel } from "../channels/channel.ts";
import { isOwnStream, streamArnSchema } from "../channels/stream-arn.ts";
import { serviceError, streamNotFound } from "../errors.ts";
import { controlPlaneOperation } from "../operation.ts";
import { channelByArn } from "./find-channel.ts";

/**
 * Sends a channel's media to a video stream, or no longer. The service keeps no streams: each one of its own account
 * and region counts as there, active and with data retention. So NoDataRetentionException, for a stream without,
 * comes only where the `failWith` behaviour asks for it.
 */
export const updateMediaStorageConfiguration = controlPlaneOperation({
  name: "UpdateMediaStorageConfiguration",
  path: "/updateMediaStorageConfiguration",
  input: z.object({
    ChannelARN: channelArnSchema,
    MediaStorageConfiguration: z.object({
      Status: z.enum(["ENABLED", "DISABLED"]),
      StreamARN: z.optional(streamArnSchema),
    }),
  }),
  async run({ input, service }) {
    const { Status, StreamARN } = input.MediaStorageConfiguration;
    const channel = channelByArn(service, input.ChannelARN);
    if (Status === "DISABLED") {
      await service.channels.update(channel, () => ({ storageStreamArn: null }));
      return {};
    }
    if (StreamARN === undefined) {
      throw serviceError("InvalidArgumentException", "MediaStorageConfiguration.StreamARN must be given with ENABLED");
    }
    if (!isOwnStream(StreamARN, service)) throw streamNotFound();
    await service.channels.update(channel, (current, all) => {
      requireUnmapped(current, StreamARN, all);
      return { storageStreamArn: StreamARN };
    });
    return {};
  },
});

/** One channel goes with one stream. Source: UpdateMediaStorageConfiguration, ResourceInUseException. */
function requireUnmapped(channel: StoredChannel, streamArn: string, all: Iterable<StoredChannel>): void {
  if (channel.storageStreamArn !== null && channel.storageStreamArn !== streamArn) {
    throw serviceError("ResourceInUseException", "The channel is mapped to another stream already.");
  }
  for (const other of all) {
    if (other.channelArn !== channel.channelArn && other.storageStreamArn === streamArn) {
      throw serviceError("ResourceInUseException", "The stream is mapped to another channel already.");
    }
  }
}
