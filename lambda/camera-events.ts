import { randomUUID } from "node:crypto";
import { type AwsAccess, awsAccess } from "./aws-access.ts";
import type { Patience } from "./aws-client-options.ts";
import { type CameraEvents, createCameraEvents } from "./camera-events/camera-events.ts";
import { createDeliveries, deliveryKind } from "./camera-events/deliveries.ts";
import type { CameraEventsDependencies } from "./camera-events/dependencies.ts";
import { configuredFileRegistry } from "./cameras/configured-file.ts";
import { createDynamoCatalogue } from "./cameras/dynamo-catalogue.ts";
import { createDynamoRegistry } from "./cameras/dynamodb.ts";
import { createClock } from "./clock.ts";
import { ConfigurationError, type ConfigWith, readConfig } from "./config.ts";
import { type Connections, createConnections } from "./connections.ts";
import { createDynamoClient } from "./dynamodb/client.ts";
import { createDynamoState } from "./dynamodb/state.ts";
import { createTable } from "./dynamodb/table.ts";
import { createEventGateway } from "./event-gateway/gateway.ts";
import { Failure } from "./failure.ts";
import { createConfiguredSendingRights } from "./grants/configured.ts";
import { postJson } from "./http-post.ts";
import type { Log } from "./observability/log.ts";
import { createPowertoolsLog } from "./observability/powertools-log.ts";
import { createPowertoolsMetrics } from "./observability/powertools-metrics.ts";
import { createSecrets, type Secrets } from "./secrets.ts";
import { configuredSnapshots } from "./snapshots/configured.ts";
import { createPictureBucket } from "./snapshots/picture-bucket.ts";
import { motionKind } from "./state/motion.ts";
import { presenceKind } from "./state/presence.ts";
import { viewerMarkKind } from "./state/viewer-marks.ts";

/** A Lambda handler of EventBridge's events. It throws what Lambda has to try again or put into the dead-letter queue. */
export type EventHandler = (event: unknown, context: { getRemainingTimeInMillis(): number }) => Promise<void>;

/**
 * Makes the handler from an environment, as Lambda or the rehearsal sets it.
 * @param tablePatience how patient the table's client is; left out, as the client's own default says.
 */
export function createHandler(
  environment: Readonly<Record<string, string | undefined>>,
  tablePatience?: Patience,
): EventHandler {
  const now = createClock();
  const connections = createConnections(now);
  const cameraEvents = configuredCameraEvents(environment, connections, now, tablePatience);
  return async (event, context) => {
    connections.closeStale();
    await cameraEvents(event, context.getRemainingTimeInMillis());
  };
}

function configuredCameraEvents(
  environment: Readonly<Record<string, string | undefined>>,
  connections: Connections,
  now: () => number,
  tablePatience: Patience | undefined,
): CameraEvents {
  try {
    return wire(readConfig(environment, ["TABLE_NAME", "EVENTS_SECRET_ARN"]), connections, now, tablePatience);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return misconfigured(error, environment.AWS_LAMBDA_FUNCTION_NAME);
  }
}

/** What this function is made with. */
interface Wiring {
  readonly config: ConfigWith<"TABLE_NAME" | "EVENTS_SECRET_ARN">;
  readonly log: Log;
  readonly secrets: Secrets;
  readonly aws: AwsAccess;
}

/** Puts what works on events together from what AWS runs it on. */
function wire(
  config: Wiring["config"],
  connections: Connections,
  now: () => number,
  tablePatience: Patience | undefined,
): CameraEvents {
  const log = createPowertoolsLog(config.LOG_LEVEL);
  const aws = awsAccess(config, connections, now);
  const wiring = { config, log, secrets: createSecrets(aws), aws };
  const client = createDynamoClient({ ...aws, ...(tablePatience !== undefined && { patience: tablePatience }) });
  const cameras = createTable(client, config.TABLE_NAME, "registry-unreachable");
  const state = createDynamoState({ table: createTable(client, config.TABLE_NAME, "state-unreachable"), log, now });
  const presence = state.store(presenceKind);
  const motion = state.store(motionKind);
  return createCameraEvents({
    ...(config.CAMERAS === "file" ? camerasOfFile(wiring) : camerasOfTable(cameras, wiring)),
    presence,
    motion,
    keptOfCamera: [presence, motion, state.store(viewerMarkKind)],
    rights: createConfiguredSendingRights({
      state,
      secrets: wiring.secrets,
      secretArn: config.EVENTS_SECRET_ARN,
      apiUrl: config.LWA_API_URL,
      connections,
      log,
      now,
      newId: randomUUID,
    }),
    gateway: createEventGateway({
      urls: { NA: config.ALEXA_API_URL_NA, EU: config.ALEXA_API_URL_EU, FE: config.ALEXA_API_URL_FE },
      post: (url, document, calling) => postJson(url, document, { connections, ...calling }),
      log,
    }),
    deliveries: createDeliveries(state.store(deliveryKind), now),
    announced: { events: true, snapshots: config.SNAPSHOT_URL !== undefined },
    log,
    metrics: createPowertoolsMetrics(config.AWS_LAMBDA_FUNCTION_NAME),
    messageId: randomUUID,
    now,
  });
}

/** Which cameras there are, whose they are, and of which there are pictures. */
type Cameras = Pick<CameraEventsDependencies, "owners" | "cameraOf" | "pictures">;

function camerasOfTable(table: ReturnType<typeof createTable>, { config, aws }: Wiring): Cameras {
  const { now } = aws;
  const { SNAPSHOT_BUCKET: bucket, AWS_ENDPOINT_URL_S3: endpoint } = config;
  return {
    owners: createDynamoRegistry({ table, now }),
    // A registry that has read nothing yet: the event may be about the very change that a remembered camera lacks.
    cameraOf: (userId, cameraId) => createDynamoRegistry({ table, now }).cameraOf(userId, cameraId),
    ...(bucket !== undefined && {
      pictures: {
        bucket,
        kept: {
          catalogue: createDynamoCatalogue({ table, now }),
          objects: createPictureBucket({ ...aws, bucket, endpoint }),
        },
      },
    }),
  };
}

/** The file says nothing of pictures: as for discovery, the bucket is asked. */
function camerasOfFile({ config, log, secrets, aws }: Wiring): Cameras {
  const registry = configuredFileRegistry(config, log);
  const snapshots = configuredSnapshots(config, { ...aws, secrets, log });
  const bucket = config.SNAPSHOT_BUCKET;
  return {
    owners: registry,
    async cameraOf(userId, cameraId, signal) {
      const camera = await registry.cameraOf(userId, cameraId);
      return camera && snapshots !== undefined ? (await snapshots.complete([camera], signal))[0] : camera;
    },
    ...(bucket !== undefined && { pictures: { bucket } }),
  };
}

/** A function that cannot work says why, and lets every event go to the dead-letter queue. */
function misconfigured({ message }: ConfigurationError, functionName: string | undefined): CameraEvents {
  const log = createPowertoolsLog("INFO");
  const metrics = createPowertoolsMetrics(functionName);
  return async () => {
    const failure = new Failure("unexpected", { detail: message });
    log.error("the configuration is wrong", { code: failure.code, sentence: failure.sentence });
    metrics.failed(failure.code);
    throw failure;
  };
}

/** What AWS runs. */
export const handler: EventHandler = createHandler(process.env);
