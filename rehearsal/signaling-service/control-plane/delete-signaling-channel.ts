import * as z from "zod/mini";
import { channelArnSchema } from "../../../protocol/signaling/channel-arn.ts";
import { channelVersionSchema } from "../channels/channel.ts";
import { controlPlaneOperation } from "../operation.ts";
import { channelByArn } from "./find-channel.ts";
import { requireVersion } from "./require-version.ts";

/** Deletes a channel, in its latest version or in whichever it has, and ends its connections. */
export const deleteSignalingChannel = controlPlaneOperation({
  name: "DeleteSignalingChannel",
  path: "/deleteSignalingChannel",
  input: z.object({ ChannelARN: channelArnSchema, CurrentVersion: z.optional(channelVersionSchema) }),
  async run({ input, service }) {
    const channel = channelByArn(service, input.ChannelARN);
    await service.channels.delete(channel, (current) => {
      if (input.CurrentVersion !== undefined) requireVersion(current, input.CurrentVersion);
    });
    // Those of one that takes its time to be deleted end now: its endpoints serve no longer.
    service.rooms.close(channel);
    const { channelName, channelArn } = channel;
    service.emit({ type: "channel-deleted", channelName, channelArn });
    return {};
  },
});
