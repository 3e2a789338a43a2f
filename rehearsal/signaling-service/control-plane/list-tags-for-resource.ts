import * as z from "zod/mini";
import { channelArnSchema } from "../../../protocol/signaling/channel-arn.ts";
import { controlPlaneOperation } from "../operation.ts";
import { servingChannelByArn } from "./find-channel.ts";
import { cutPage, nextTokenSchema } from "./page.ts";

/** Tags on one page. Nothing is published; it is less than a channel may have, so that clients must follow the token. */
const PAGE_SIZE = 25;

/** Lists a channel's tags by key, as a map where CreateSignalingChannel and TagResource take a list. */
export const listTagsForResource = controlPlaneOperation({
  name: "ListTagsForResource",
  path: "/ListTagsForResource",
  input: z.object({ ResourceARN: channelArnSchema, NextToken: z.optional(nextTokenSchema) }),
  run({ input, service }) {
    const { tags } = servingChannelByArn(service, input.ResourceARN);
    const byKey = [...tags].sort((a, b) => (a.Key < b.Key ? -1 : 1));
    const { page, token } = cutPage(byKey, { key: ({ Key }) => Key, nextToken: input.NextToken, size: PAGE_SIZE });
    return { Tags: Object.fromEntries(page.map(({ Key, Value }) => [Key, Value])), ...token };
  },
});
