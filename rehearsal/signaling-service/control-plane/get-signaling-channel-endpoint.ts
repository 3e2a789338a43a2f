import * as z from "zod/mini";
import { channelArnSchema } from "../../../protocol/signaling/channel-arn.ts";
import type { Channel } from "../channels/channel.ts";
import { requireActive } from "../channels/require-active.ts";
import type { ServiceContext } from "../context.ts";
import { serviceError } from "../errors.ts";
import { controlPlaneOperation } from "../operation.ts";
import { channelByArn } from "./find-channel.ts";

/**
 * Hands out a channel's endpoints. In the real service each is a host; here each is a path of this one,
 * unless host names were asked for.
 * The storage session's endpoint (WEBRTC) is the HTTPS one: its own operations are not part of this service.
 * The model allows a call without Protocols or Role, whose result is not verified: here it is refused.
 */
export const getSignalingChannelEndpoint = controlPlaneOperation({
  name: "GetSignalingChannelEndpoint",
  path: "/getSignalingChannelEndpoint",
  input: z.object({
    ChannelARN: channelArnSchema,
    SingleMasterChannelEndpointConfiguration: z.object({
      Protocols: z.array(z.enum(["WSS", "HTTPS", "WEBRTC"])).check(z.minLength(1), z.maxLength(5)),
      Role: z.enum(["MASTER", "VIEWER"]),
    }),
  }),
  run({ input, service }) {
    const channel = channelByArn(service, input.ChannelARN);
    requireActive(channel);
    const { Protocols, Role } = input.SingleMasterChannelEndpointConfiguration;
    return {
      ResourceEndpointList: [...new Set(Protocols)].map((protocol) => ({
        Protocol: protocol,
        ResourceEndpoint: endpoint(service, channel, protocol, Role),
      })),
    };
  },
});

function endpoint(
  { addresses, behaviours }: ServiceContext,
  channel: Channel,
  protocol: "WSS" | "HTTPS" | "WEBRTC",
  role: "MASTER" | "VIEWER",
): string {
  const { https, master, viewer } = channel.labels;
  if (protocol === "WSS") return addresses.endpoint("WSS", role === "MASTER" ? master : viewer);
  if (protocol === "WEBRTC" && channel.storageStreamArn === null) {
    throw serviceError("InvalidArgumentException", "WEBRTC needs a channel with media storage enabled");
  }
  return addresses.endpoint("HTTPS", behaviours.currentHttpsLabel(channel.channelName, https));
}
