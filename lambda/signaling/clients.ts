import { KinesisVideoClient } from "@aws-sdk/client-kinesis-video";
import { KinesisVideoSignalingClient } from "@aws-sdk/client-kinesis-video-signaling";
import { createBoundedCache } from "../bounded-cache.ts";
import type { Connections } from "../connections.ts";
import { refuseUnknownOperations } from "./unknown-operation.ts";

/** The role's credentials, as Lambda puts them into the environment. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** The clients of KVS, made when first needed and kept. */
export interface KvsClients {
  /** The control plane of a region. `AWS_ENDPOINT_URL_KINESIS_VIDEO` moves it, as in every AWS client. */
  controlPlane(region: string): KinesisVideoClient;
  /** A channel's own HTTPS endpoint. */
  channel(region: string, endpoint: string): KinesisVideoSignalingClient;
}

/** Channels share endpoints by the thousand; a few clients are enough. */
const KEPT_CHANNEL_CLIENTS = 100;
/** For the TCP and TLS handshakes, in milliseconds. */
const CONNECTION_TIMEOUT_MS = 2_000;
/** Above the skill's own deadline, which ends every call first; without throwOnRequestTimeout it would only warn. */
const REQUEST_TIMEOUT_MS = 6_000;

/** Makes the clients. All share the environment's connections. */
export function createKvsClients(credentials: AwsCredentials, connections: Connections): KvsClients {
  const common = {
    credentials,
    // A retry would bring the camera a second offer of the same client id, which the C SDK's master refuses.
    maxAttempts: 1,
    // Said here so that the SDK doesn't look for them in files and in the instance's metadata.
    defaultsMode: "standard",
    retryMode: "standard",
    useDualstackEndpoint: false,
    useFipsEndpoint: false,
    requestHandler: {
      httpAgent: connections.httpAgent,
      httpsAgent: connections.httpsAgent,
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      throwOnRequestTimeout: true,
    },
  } as const;
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
