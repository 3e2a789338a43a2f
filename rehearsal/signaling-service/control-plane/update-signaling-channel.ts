import * as z from "zod/mini";
import { channelArnSchema } from "../../../protocol/signaling/channel-arn.ts";
import { channelVersionSchema, messageTtlSchema } from "../channels/channel.ts";
import { controlPlaneOperation } from "../operation.ts";
import { channelByArn } from "./find-channel.ts";
import { requireVersion } from "./require-version.ts";

/**
 * Changes how long undelivered messages are kept, for messages sent from now on. The model lets the configuration be
 * left out, its page says that this kind of channel needs it; that the service refuses a call without is not verified.
 */
export const updateSignalingChannel = controlPlaneOperation({
  name: "UpdateSignalingChannel",
  path: "/updateSignalingChannel",
  input: z.object({
    ChannelARN: channelArnSchema,
    CurrentVersion: channelVersionSchema,
    SingleMasterConfiguration: z.object({ MessageTtlSeconds: messageTtlSchema }),
  }),
  async run({ input, service }) {
    await service.channels.update(channelByArn(service, input.ChannelARN), (current) => {
      requireVersion(current, input.CurrentVersion);
      return { messageTtlSeconds: input.SingleMasterConfiguration.MessageTtlSeconds };
    });
    return {};
  },
});
