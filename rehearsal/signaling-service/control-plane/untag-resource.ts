import * as z from "zod/mini";
import { channelArnSchema } from "../../../protocol/signaling/channel-arn.ts";
import { tagKeySchema } from "../channels/tags.ts";
import { controlPlaneOperation } from "../operation.ts";
import { servingChannelByArn } from "./find-channel.ts";

/** Takes tags from a channel by their keys; keys that it doesn't have are passed over. */
export const untagResource = controlPlaneOperation({
  name: "UntagResource",
  path: "/UntagResource",
  input: z.object({
    ResourceARN: channelArnSchema,
    TagKeyList: z.array(tagKeySchema).check(z.minLength(1), z.maxLength(50)),
  }),
  async run({ input, service }) {
    const channel = servingChannelByArn(service, input.ResourceARN);
    const keys = new Set(input.TagKeyList);
    await service.channels.retag(channel, (tags) => tags.filter(({ Key }) => !keys.has(Key)));
    return {};
  },
});
