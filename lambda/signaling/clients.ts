import { KinesisVideoClient } from "@aws-sdk/client-kinesis-video";
import { KinesisVideoSignalingClient } from "@aws-sdk/client-kinesis-video-signaling";
import { type AwsCredentials, awsClientOptions } from "../aws-client-options.ts";
import { createBoundedCache } from "../bounded-cache.ts";
import type { Connections } from "../connections.ts";
import { refuseUnknownOperations } from "./unknown-operation.ts";

/** The clients of KVS, made when first needed and kept. */
export interface KvsClients {
  /** The control plane of a region. `AWS_ENDPOINT_URL_KINESIS_VIDEO` moves it, as in every AWS client. */
  controlPlane(region: string): KinesisVideoClient;
  /** A channel's own HTTPS endpoint. */
  channel(region: string, endpoint: string): KinesisVideoSignalingClient;
}

/** Channels share endpoints by the thousand; a few clients are enough. */
const KEPT_CHANNEL_CLIENTS = 100;
/** Above the skill's own deadline, which ends every call first. */
const REQUEST_TIMEOUT_MS = 6_000;

/** Makes the clients. All share the environment's connections. */
export function createKvsClients(credentials: AwsCredentials, connections: Connections): KvsClients {
  const common = awsClientOptions(credentials, connections, {
    // A retry would bring the camera a second offer of the same client id, which the C SDK's master refuses.
    maxAttempts: 1,
    requestTimeout: REQUEST_TIMEOUT_MS,
  });
  const controlPlanes = new Map<string, KinesisVideoClient>();
  const channels = createBoundedCache<string, KinesisVideoSignalingClient>(KEPT_CHANNEL_CLIENTS);
  return {
    controlPlane(region) {
      const client = controlPlanes.get(region) ?? new KinesisVideoClient({ ...common, region });
      controlPlanes.set(region, client);
      return client;
    },
    channel(region, endpoint) {
      const key = `${region} ${endpoint}`;
      const kept = channels.get(key);
      if (kept !== undefined) return kept;
      const client = new KinesisVideoSignalingClient({ ...common, region, endpoint });
      refuseUnknownOperations(client);
      channels.set(key, client);
      return client;
    },
  };
}
