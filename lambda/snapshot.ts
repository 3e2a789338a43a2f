import { configuredAccounts } from "./accounts/configured.ts";
import { awsAccess } from "./aws-access.ts";
import { configuredFileRegistry } from "./cameras/configured-file.ts";
import { createClock } from "./clock.ts";
import { ConfigurationError, type ConfigWith, readConfig } from "./config.ts";
import { type Connections, createConnections } from "./connections.ts";
import { createTableWhenNeeded } from "./dynamodb/table-when-needed.ts";
import { Failure } from "./failure.ts";
import { createPowertoolsLog } from "./observability/powertools-log.ts";
import { createPowertoolsMetrics } from "./observability/powertools-metrics.ts";
import { createSecrets } from "./secrets.ts";
import { bareResponse, type UrlResponse } from "./snapshots/function-url.ts";
import { createPictureBucket } from "./snapshots/picture-bucket.ts";
import { createPictureServer, type PictureServer } from "./snapshots/picture-server.ts";
import { createSigningKey } from "./snapshots/signing-key.ts";

/** A Lambda handler of requests to a function URL. It never throws. */
export type UrlHandler = (event: unknown, context: { getRemainingTimeInMillis(): number }) => Promise<UrlResponse>;

/** Makes the handler from an environment, as Lambda or the rehearsal sets it. */
export function createHandler(environment: Readonly<Record<string, string | undefined>>): UrlHandler {
  const now = createClock();
  const connections = createConnections(now);
  const server = configuredServer(environment, connections, now);
  let first = true;
  return async (event, context) => {
    connections.closeStale();
    const circumstances = { first, lambdaRemaining: context.getRemainingTimeInMillis() };
    first = false;
    return server(event, circumstances);
  };
}

function configuredServer(
  environment: Readonly<Record<string, string | undefined>>,
  connections: Connections,
  now: () => number,
): PictureServer {
  try {
    return wire(readConfig(environment, ["SNAPSHOT_BUCKET", "SNAPSHOT_SECRET_ARN"]), connections, now);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return misconfiguredServer(error, environment.AWS_LAMBDA_FUNCTION_NAME);
  }
}

/** Puts the server together from what AWS runs it on. */
function wire(
  config: ConfigWith<"SNAPSHOT_BUCKET" | "SNAPSHOT_SECRET_ARN">,
  connections: Connections,
  now: () => number,
): PictureServer {
  const log = createPowertoolsLog(config.LOG_LEVEL);
  const aws = awsAccess(config, connections, now);
  const registry =
    config.CAMERAS === "file"
      ? configuredFileRegistry(config, log)
      : createTableWhenNeeded({ ...aws, tableName: config.TABLE_NAME ?? "", log }).registry;
  return createPictureServer({
    accounts: configuredAccounts(config, connections, now),
    registry,
    bucket: createPictureBucket({ ...aws, bucket: config.SNAPSHOT_BUCKET, endpoint: config.AWS_ENDPOINT_URL_S3 }),
    signingKey: createSigningKey({ secrets: createSecrets(aws), secretArn: config.SNAPSHOT_SECRET_ARN }),
    log,
    metrics: createPowertoolsMetrics(config.AWS_LAMBDA_FUNCTION_NAME),
    now,
  });
}

/** A server that cannot work says why in the log, where the developer looks. */
function misconfiguredServer(error: ConfigurationError, functionName: string | undefined): PictureServer {
  const log = createPowertoolsLog("INFO");
  const metrics = createPowertoolsMetrics(functionName);
  const { code, sentence } = new Failure("unexpected", { detail: error.message });
  return async () => {
    log.error("the configuration is wrong", { code, sentence });
    metrics.failed(code);
    return bareResponse(500);
  };
}

/** What AWS runs. */
export const handler: UrlHandler = createHandler(process.env);
