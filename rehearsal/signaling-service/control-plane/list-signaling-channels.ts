import * as z from "zod/mini";
import { channelNameSchema } from "../channels/channel.ts";
import { controlPlaneOperation } from "../operation.ts";
import { channelInfo } from "./channel-info.ts";
import { cutPage, nextTokenSchema } from "./page.ts";

const DEFAULT_MAX_RESULTS = 500;

/** Lists the channels by name, whatever their status, a page at a time. */
export const listSignalingChannels = controlPlaneOperation({
  name: "ListSignalingChannels",
  path: "/listSignalingChannels",
  input: z.object({
    MaxResults: z.optional(z.int().check(z.minimum(1), z.maximum(10_000))),
    NextToken: z.optional(nextTokenSchema),
    ChannelNameCondition: z.optional(
      z.object({
        ComparisonOperator: z.optional(z.literal("BEGINS_WITH")),
        ComparisonValue: z.optional(channelNameSchema),
      }),
    ),
  }),
  run({ input, service }) {
    const prefix = input.ChannelNameCondition?.ComparisonValue ?? "";
    const wanted = service.channels.all().filter(({ channelName }) => channelName.startsWith(prefix));
    const { page, token } = cutPage(wanted, {
      key: ({ channelName }) => channelName,
      nextToken: input.NextToken,
      size: input.MaxResults ?? DEFAULT_MAX_RESULTS,
    });
    return { ChannelInfoList: page.map(channelInfo), ...token };
  },
});
