import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import { type AwsCredentials, awsClientOptions, type Patience } from "../aws-client-options.ts";
import type { Connections } from "../connections.ts";

/** What the skill's client of DynamoDB is made with. */
export interface DynamoClientOptions {
  readonly credentials: AwsCredentials;
  readonly connections: Connections;
  readonly region: string;
  readonly patience?: Patience;
}

/** A table that hangs is a failure after two seconds and a bit, which leaves Alexa's deadline room for an answer. */
const PATIENCE: Patience = { maxAttempts: 2, requestTimeout: 1_000 };

/**
 * A logger that has neither `info` nor `error`. Where they are there, if only to do nothing, the AWS client first makes
 * a copy of all that it has sent and got, with what is sensitive left out: a tenth of the work of a large query.
 */
const silentLogger = { trace() {}, debug() {}, warn() {} } as unknown as NonNullable<DynamoDBClientConfig["logger"]>;

/** Makes the client. `AWS_ENDPOINT_URL_DYNAMODB` moves it, as every AWS client's. */
export function createDynamoClient(options: DynamoClientOptions): DynamoDBClient {
  const { credentials, connections, region, patience = PATIENCE } = options;
  return new DynamoDBClient({
    ...awsClientOptions(credentials, connections, patience),
    region,
    // Both are said so that the SDK does not look for them in files.
    accountIdEndpointMode: "disabled",
    endpointDiscoveryEnabled: false,
    logger: silentLogger,
  });
}
