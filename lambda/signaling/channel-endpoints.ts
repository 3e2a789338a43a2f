import { GetSignalingChannelEndpointCommand, type ResourceEndpointListItem } from "@aws-sdk/client-kinesis-video";
import { parseChannelArn } from "../../protocol/signaling/channel-arn.ts";
import { createBoundedCache } from "../bounded-cache.ts";
import { Failure } from "../failure.ts";
import { shareCalls } from "../share-calls.ts";
import type { KvsClients } from "./clients.ts";
import { kvsFailure } from "./kvs-failure.ts";

/** How many channels an environment remembers. */
const REMEMBERED_CHANNELS = 5_000;

/** Where a viewer of a channel reaches it. */
export interface ViewerEndpoints {
  /** For SendAlexaOfferToMaster: public samples use the viewer's; either role's takes the call. */
  readonly https: string;
  /** For ConnectAsViewer; undefined where KVS named none. */
  readonly wss: string | undefined;
}

/** The endpoints of signaling channels for the role of the viewer: both ways' are looked up in one call, once. */
export interface ChannelEndpoints {
  /** @throws {Failure} channel-missing, camera-busy, kvs-denied, kvs-throttled, kvs-unreachable or unexpected. */
  endpointsOf(channelArn: string, signal: AbortSignal): Promise<ViewerEndpoints>;
  /** Forgets a channel's endpoints, so that the next lookup is a fresh one. */
  drop(channelArn: string): void;
}

/** Makes the lookup over the control plane. */
export function createChannelEndpoints(clients: Pick<KvsClients, "controlPlane">): ChannelEndpoints {
  const known = createBoundedCache<string, ViewerEndpoints>(REMEMBERED_CHANNELS);

  // Both ways and whoever prepares them ask at the same time.
  const lookUp = shareCalls(async (channelArn, signal): Promise<ViewerEndpoints> => {
    const command = new GetSignalingChannelEndpointCommand({
      ChannelARN: channelArn,
      SingleMasterChannelEndpointConfiguration: { Protocols: ["HTTPS", "WSS"], Role: "VIEWER" },
    });
    let endpoints: readonly ResourceEndpointListItem[];
    try {
      const reply = await clients
        .controlPlane(parseChannelArn(channelArn).region)
        .send(command, { abortSignal: signal });
      endpoints = reply.ResourceEndpointList ?? [];
    } catch (error) {
      throw kvsFailure(error);
    }
    const https = endpointOf(endpoints, "HTTPS");
    if (https !== undefined) return { https, wss: endpointOf(endpoints, "WSS") };
    throw new Failure("kvs-unreachable", { detail: "GetSignalingChannelEndpoint named no HTTPS endpoint" });
  });

  return {
    async endpointsOf(channelArn, signal) {
      const remembered = known.get(channelArn);
      if (remembered !== undefined) return remembered;
      const endpoints = await lookUp(channelArn, signal).catch((error: unknown) => {
        throw error instanceof Failure ? error : kvsFailure(error);
      });
      known.set(channelArn, endpoints);
      return endpoints;
    },
    drop: (channelArn) => known.delete(channelArn),
  };
}

function endpointOf(endpoints: readonly ResourceEndpointListItem[], protocol: "HTTPS" | "WSS"): string | undefined {
  const endpoint = endpoints.find(({ Protocol }) => Protocol === protocol)?.ResourceEndpoint;
  return endpoint !== undefined && URL.canParse(endpoint) ? endpoint : undefined;
}
