import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { type AwsCredentials, awsClientOptions } from "./aws-client-options.ts";
import type { Connections } from "./connections.ts";

/** What Secrets Manager is reached with. */
export interface SecretsClientOptions {
  readonly credentials: AwsCredentials;
  readonly connections: Connections;
  /** The region that the skill runs in: its secrets are there. */
  readonly region: string;
}

/** For one attempt, in milliseconds; two of them leave time to answer Alexa. */
const REQUEST_TIMEOUT_MS = 1_500;

/** Reads a secret's text; undefined where it has none. Throws what the AWS client throws. */
export type ReadSecretText = (arn: string, signal: AbortSignal) => Promise<string | undefined>;

/** Makes what reads secrets. `AWS_ENDPOINT_URL_SECRETS_MANAGER` moves it, as in every AWS client. */
export function createSecretReader({ credentials, connections, region }: SecretsClientOptions): ReadSecretText {
  const patience = { maxAttempts: 2, requestTimeout: REQUEST_TIMEOUT_MS };
  const client = new SecretsManagerClient({ ...awsClientOptions(credentials, connections, patience), region });
  return async (arn, signal) => {
    const reply = await client.send(new GetSecretValueCommand({ SecretId: arn }), { abortSignal: signal });
    return reply.SecretString;
  };
}
