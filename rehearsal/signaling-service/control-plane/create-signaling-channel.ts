import * as z from "zod/mini";
import { channelNameSchema, DEFAULT_MESSAGE_TTL_SECONDS, messageTtlSchema, tagSchema } from "../channels/channel.ts";
import { serviceError } from "../errors.ts";
import { controlPlaneOperation } from "../operation.ts";

const MAX_TAGS = 50;

/** Makes a channel, active at once (the real service takes a moment). */
export const createSignalingChannel = controlPlaneOperation({
  name: "CreateSignalingChannel",
  path: "/createSignalingChannel",
  input: z.object({
    ChannelName: channelNameSchema,
    // FULL_MESH stands in the model but cannot be used.
    ChannelType: z.optional(z.literal("SINGLE_MASTER")),
    SingleMasterConfiguration: z.optional(z.object({ MessageTtlSeconds: z.optional(messageTtlSchema) })),
    Tags: z.optional(z.array(tagSchema)),
  }),
  async run({ input, service }) {
    const tags = [...new Map((input.Tags ?? []).map((tag) => [tag.Key, tag])).values()];
    if (tags.length > MAX_TAGS) {
      throw serviceError("TagsPerResourceExceededLimitException", `A channel is limited to ${MAX_TAGS} tags.`);
    }
    const channel = await service.channels.create({
      channelName: input.ChannelName,
      messageTtlSeconds: input.SingleMasterConfiguration?.MessageTtlSeconds ?? DEFAULT_MESSAGE_TTL_SECONDS,
      tags,
    });
    return { ChannelARN: channel.channelArn };
  },
});
