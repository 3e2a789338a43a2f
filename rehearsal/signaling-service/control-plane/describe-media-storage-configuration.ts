import * as z from "zod/mini";
import { channelArnSchema } from "../../../protocol/signaling/channel-arn.ts";
import { channelNameSchema } from "../channels/channel.ts";
import { controlPlaneOperation } from "../operation.ts";
import { channelByEither, serving } from "./find-channel.ts";

/** Tells whether a channel's media goes to a video stream, and to which one; by name or by ARN. */
export const describeMediaStorageConfiguration = controlPlaneOperation({
  name: "DescribeMediaStorageConfiguration",
  path: "/describeMediaStorageConfiguration",
  input: z.object({ ChannelName: z.optional(channelNameSchema), ChannelARN: z.optional(channelArnSchema) }),
  run({ input, service }) {
    const { storageStreamArn } = serving(channelByEither(service, input));
    return {
      MediaStorageConfiguration: {
        Status: storageStreamArn === null ? "DISABLED" : "ENABLED",
        StreamARN: storageStreamArn,
      },
    };
  },
});
