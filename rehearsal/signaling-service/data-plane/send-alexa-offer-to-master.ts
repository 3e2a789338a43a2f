import * as z from "zod/mini";
import { channelArnSchema } from "../../../protocol/signaling/channel-arn.ts";
import { senderClientIdSchema } from "../../../protocol/signaling/client-id.ts";
import { MAX_PAYLOAD_CHARACTERS } from "../../../protocol/signaling/limits.ts";
import { dataPlaneOperation } from "../operation.ts";

/**
 * Relays an offer to the master, unread, and returns the master's answer. When none comes in time it is
 * `{"Answer":null}`, unless the service is told otherwise; an offer that nobody has taken waits on until it expires.
 * That the real service enforces the payload's pattern, and that it gives an offer to a master once, are not verified.
 * Source: API reference, SendAlexaOfferToMaster.
 */
export const sendAlexaOfferToMaster = dataPlaneOperation({
  name: "SendAlexaOfferToMaster",
  path: "/v1/send-alexa-offer-to-master",
  input: z.object({
    ChannelARN: channelArnSchema,
    SenderClientId: senderClientIdSchema,
    MessagePayload: z
      .string()
      .check(
        z.minLength(1),
        z.maxLength(MAX_PAYLOAD_CHARACTERS),
        z.regex(/^[a-zA-Z0-9+/=]+$/, { error: "is not base64" }),
      ),
  }),
  async run({ input, service, channel, signal }) {
    return {
      Answer: await service.rooms.of(channel).offerFromAlexa(input.SenderClientId, input.MessagePayload, signal),
    };
  },
});
