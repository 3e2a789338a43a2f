import * as z from "zod/mini";
import { channelArnSchema } from "../../../protocol/signaling/channel-arn.ts";
import { channelNameSchema } from "../channels/channel.ts";
import { controlPlaneOperation } from "../operation.ts";
import { channelInfo } from "./channel-info.ts";
import { channelByEither } from "./find-channel.ts";

/** Describes one channel, whatever its status, by name or by ARN; the ARN counts where both are given. */
export const describeSignalingChannel = controlPlaneOperation({
  name: "DescribeSignalingChannel",
  path: "/describeSignalingChannel",
  input: z.object({ ChannelName: z.optional(channelNameSchema), ChannelARN: z.optional(channelArnSchema) }),
  // ChannelInfo comes first: the FreeRTOS library reads no other member before it.
  run: ({ input, service }) => ({ ChannelInfo: channelInfo(channelByEither(service, input)) }),
});
