import * as z from "zod/mini";
import { channelArnSchema } from "../../../protocol/signaling/channel-arn.ts";
import { serviceError } from "../errors.ts";
import { controlPlaneOperation } from "../operation.ts";
import { channelByArn } from "./find-channel.ts";

/** Deletes a channel and ends its connections. */
export const deleteSignalingChannel = controlPlaneOperation({
  name: "DeleteSignalingChannel",
  path: "/deleteSignalingChannel",
  input: z.object({
    ChannelARN: channelArnSchema,
    CurrentVersion: z.optional(z.string().check(z.regex(/^[a-zA-Z0-9]{1,64}$/))),
  }),
  async run({ input, service }) {
    const channel = channelByArn(service, input.ChannelARN);
    if (input.CurrentVersion !== undefined && input.CurrentVersion !== channel.version) {
      throw serviceError("VersionMismatchException", "CurrentVersion is not the channel's latest version.");
    }
    await service.channels.delete(channel);
    service.rooms.close(channel);
    service.quotas.forget(channel.channelArn);
    return {};
  },
});
