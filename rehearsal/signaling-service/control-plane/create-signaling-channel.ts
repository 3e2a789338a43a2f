import * as z from "zod/mini";
import { channelNameSchema, DEFAULT_MESSAGE_TTL_SECONDS, messageTtlSchema } from "../channels/channel.ts";
import { addTags, tagSchema } from "../channels/tags.ts";
import { controlPlaneOperation } from "../operation.ts";

/** Makes a channel, which is CREATING for as long as the service was told. */
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
    const channel = await service.channels.create({
      channelName: input.ChannelName,
      messageTtlSeconds: input.SingleMasterConfiguration?.MessageTtlSeconds ?? DEFAULT_MESSAGE_TTL_SECONDS,
      tags: addTags([], input.Tags ?? []),
    });
    const { channelName, channelArn } = channel;
    service.emit({ type: "channel-created", channelName, channelArn });
    return { ChannelARN: channelArn };
  },
});
