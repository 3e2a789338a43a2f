import * as z from "zod/mini";
import { channelArnSchema } from "../../../protocol/signaling/channel-arn.ts";
import { addTags, tagSchema } from "../channels/tags.ts";
import { controlPlaneOperation } from "../operation.ts";
import { servingChannelByArn } from "./find-channel.ts";

/** Adds tags to a channel, or gives those it has new values. */
export const tagResource = controlPlaneOperation({
  name: "TagResource",
  path: "/TagResource",
  input: z.object({ ResourceARN: channelArnSchema, Tags: z.array(tagSchema).check(z.minLength(1)) }),
  async run({ input, service }) {
    const channel = servingChannelByArn(service, input.ResourceARN);
    await service.channels.retag(channel, (tags) => addTags(tags, input.Tags));
    return {};
  },
});
