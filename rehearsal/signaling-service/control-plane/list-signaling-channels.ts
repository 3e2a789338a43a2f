import * as z from "zod/mini";
import { decodeBase64, encodeBase64 } from "../../../protocol/signaling/base64.ts";
import { channelNameSchema } from "../channels/channel.ts";
import { serviceError } from "../errors.ts";
import { controlPlaneOperation } from "../operation.ts";
import { channelInfo } from "./channel-info.ts";

const DEFAULT_MAX_RESULTS = 500;

/** Lists the channels by name, a page at a time. */
export const listSignalingChannels = controlPlaneOperation({
  name: "ListSignalingChannels",
  path: "/listSignalingChannels",
  input: z.object({
    MaxResults: z.optional(z.int().check(z.minimum(1), z.maximum(10_000))),
    NextToken: z.optional(z.string().check(z.maxLength(1024))),
    ChannelNameCondition: z.optional(
      z.object({
        ComparisonOperator: z.optional(z.literal("BEGINS_WITH")),
        ComparisonValue: z.optional(channelNameSchema),
      }),
    ),
  }),
  run({ input, service }) {
    const prefix = input.ChannelNameCondition?.ComparisonValue ?? "";
    const after = input.NextToken ? readToken(input.NextToken) : "";
    const left = service.channels
      .all()
      .filter(({ channelName }) => channelName.startsWith(prefix) && channelName > after);
    const page = left.slice(0, input.MaxResults ?? DEFAULT_MAX_RESULTS);
    const last = page.at(-1);
    return {
      ChannelInfoList: page.map(channelInfo),
      ...(last !== undefined && page.length < left.length
        ? { NextToken: encodeBase64(`after:${last.channelName}`) }
        : {}),
    };
  },
});

/** A token names the page's last channel, so pages stay right when channels come and go between two calls. */
function readToken(token: string): string {
  const text = decodeBase64(token);
  if (!text?.startsWith("after:")) {
    throw serviceError("InvalidArgumentException", "NextToken is not one that ListSignalingChannels gave");
  }
  return text.slice("after:".length);
}
