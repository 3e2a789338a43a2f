import { type ChannelRole, GetSignalingChannelEndpointCommand } from "@aws-sdk/client-kinesis-video";
import { parseChannelArn } from "../../protocol/signaling/channel-arn.ts";
import { createBoundedCache } from "../bounded-cache.ts";
import { Failure } from "../failure.ts";
import type { KvsClients } from "./clients.ts";
import { kvsFailure } from "./kvs-failure.ts";

/** How many channels an environment remembers. */
const REMEMBERED_ENDPOINTS = 5_000;

/** The HTTPS endpoints of signaling channels, looked up once per channel and role. */
export interface ChannelEndpoints {
  /** @throws {Failure} channel-missing, camera-busy, kvs-denied, kvs-throttled, kvs-unreachable or unexpected. */
  httpsEndpointOf(channelArn: string, role: ChannelRole, signal: AbortSignal): Promise<string>;
  /** Forgets an endpoint, so that the next lookup is a fresh one. */
  drop(channelArn: string, role: ChannelRole): void;
}

/** Makes the lookup over the control plane. */
export function createChannelEndpoints(clients: Pick<KvsClients, "controlPlane">): ChannelEndpoints {
  const endpoints = createBoundedCache<string, string>(REMEMBERED_ENDPOINTS);
  const keyOf = (channelArn: string, role: ChannelRole) => `${role} ${channelArn}`;

  async function lookUp(channelArn: string, role: ChannelRole, signal: AbortSignal): Promise<string> {
    const command = new GetSignalingChannelEndpointCommand({
      ChannelARN: channelArn,
      SingleMasterChannelEndpointConfiguration: { Protocols: ["HTTPS"], Role: role },
    });
    try {
      const reply = await clients
        .controlPlane(parseChannelArn(channelArn).region)
        .send(command, { abortSignal: signal });
      const endpoint = reply.ResourceEndpointList?.find(({ Protocol }) => Protocol === "HTTPS")?.ResourceEndpoint;
      if (endpoint !== undefined && URL.canParse(endpoint)) return endpoint;
    } catch (error) {
      throw kvsFailure(error);
    }
    throw new Failure("kvs-unreachable", { detail: "GetSignalingChannelEndpoint named no HTTPS endpoint" });
  }

  return {
    async httpsEndpointOf(channelArn, role, signal) {
      const key = keyOf(channelArn, role);
      const known = endpoints.get(key);
      if (known !== undefined) return known;
      const endpoint = await lookUp(channelArn, role, signal);
      endpoints.set(key, endpoint);
      return endpoint;
    },
    drop(channelArn, role) {
      endpoints.delete(keyOf(channelArn, role));
    },
  };
}
