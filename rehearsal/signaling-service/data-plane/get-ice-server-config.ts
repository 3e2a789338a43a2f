import * as z from "zod/mini";
import { channelArnSchema } from "../../../protocol/signaling/channel-arn.ts";
import { senderClientIdSchema } from "../../../protocol/signaling/client-id.ts";
import { dataPlaneOperation } from "../operation.ts";
import { TURN_TTL_SECONDS, turnCredentials } from "../turn/turn-credentials.ts";

/**
 * Hands out the TURN server on this machine with credentials for five minutes. The list is never empty: the C SDK
 * breaks. AWS's own usually has two servers of three addresses; ours has no TLS and no TCP.
 */
export const getIceServerConfig = dataPlaneOperation({
  name: "GetIceServerConfig",
  path: "/v1/get-ice-server-config",
  input: z.object({
    ChannelARN: channelArnSchema,
    ClientId: z.optional(senderClientIdSchema),
    Service: z.optional(z.literal("TURN")),
    Username: z.optional(z.string().check(z.regex(/^[a-zA-Z0-9_.-]{1,256}$/))),
  }),
  run({ service, channel }) {
    const { turn, clock } = service;
    const { username, password } = turnCredentials(channel.channelArn, turn.secret, clock.now());
    return {
      IceServerList: [
        {
          Password: password,
          Ttl: TURN_TTL_SECONDS,
          Uris: [`turn:${turn.host}:${turn.port}?transport=udp`],
          Username: username,
        },
      ],
    };
  },
});
