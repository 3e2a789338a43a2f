import type { Connections } from "./connections.ts";

/** The role's credentials, as Lambda puts them into the environment. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** How patient a client is. */
export interface Patience {
  readonly maxAttempts: number;
  /** From the request to the head of its reply, in milliseconds, for each attempt. */
  readonly requestTimeout: number;
}

/** For the TCP and TLS handshakes, in milliseconds. */
const CONNECTION_TIMEOUT_MS = 2_000;

/** What all of the skill's AWS clients are made with. They share the environment's connections. */
export function awsClientOptions(
  credentials: AwsCredentials,
  connections: Connections,
  { maxAttempts, requestTimeout }: Patience,
) {
  return {
    credentials,
    maxAttempts,
    // Said here so that the SDK doesn't look for them in files and in the instance's metadata.
    defaultsMode: "standard",
    retryMode: "standard",
    useDualstackEndpoint: false,
    useFipsEndpoint: false,
    requestHandler: {
      httpAgent: connections.httpAgent,
      httpsAgent: connections.httpsAgent,
      connectionTimeout: Math.min(CONNECTION_TIMEOUT_MS, requestTimeout),
      requestTimeout,
      // Otherwise it would only warn.
      throwOnRequestTimeout: true,
    },
  } as const;
}
