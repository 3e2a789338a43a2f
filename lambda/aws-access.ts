import type { AwsCredentials } from "./aws-client-options.ts";
import type { Config } from "./config.ts";
import type { Connections } from "./connections.ts";

/** What all of AWS's services are reached with in one environment of a function. */
export interface AwsAccess {
  readonly credentials: AwsCredentials;
  readonly connections: Connections;
  /** The function's own; a camera's channel has its region in its ARN. */
  readonly region: string;
  /** Epoch milliseconds with a fraction. */
  readonly now: () => number;
}

/** Puts together what the settings say of AWS. */
export function awsAccess(
  config: Pick<Config, "AWS_ACCESS_KEY_ID" | "AWS_SECRET_ACCESS_KEY" | "AWS_SESSION_TOKEN" | "AWS_REGION">,
  connections: Connections,
  now: () => number,
): AwsAccess {
  const credentials = {
    accessKeyId: config.AWS_ACCESS_KEY_ID,
    secretAccessKey: config.AWS_SECRET_ACCESS_KEY,
    ...(config.AWS_SESSION_TOKEN !== undefined && { sessionToken: config.AWS_SESSION_TOKEN }),
  };
  return { credentials, connections, region: config.AWS_REGION, now };
}
