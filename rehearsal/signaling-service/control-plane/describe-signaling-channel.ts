import * as z from "zod/mini";
import { channelArnSchema } from "../../../protocol/signaling/channel-arn.ts";
import { channelNameSchema } from "../channels/channel.ts";
import { serviceError } from "../errors.ts";
import { controlPlaneOperation } from "../operation.ts";
import { channelInfo } from "./channel-info.ts";
import { channelByArn, channelByName } from "./find-channel.ts";

/** Describes one channel, by name or by ARN; the ARN counts where both are given. */
export const describeSignalingChannel = controlPlaneOperation({
  name: "DescribeSignalingChannel",
  path: "/describeSignalingChannel",
  input: z.object({ ChannelName: z.optional(channelNameSchema), ChannelARN: z.optional(channelArnSchema) }),
  run({ input, service }) {
    if (input.ChannelARN !== undefined) return { ChannelInfo: channelInfo(channelByArn(service, input.ChannelARN)) };
    if (input.ChannelName === undefined) {
      throw serviceError("InvalidArgumentException", "ChannelName or ChannelARN must be given");
    }
    return { ChannelInfo: channelInfo(channelByName(service, input.ChannelName)) };
  },
});
