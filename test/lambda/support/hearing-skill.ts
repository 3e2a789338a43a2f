import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { createHandler } from "../../../lambda/camera-events.ts";
import { createDynamoCatalogue } from "../../../lambda/cameras/dynamo-catalogue.ts";
import { createDynamoState } from "../../../lambda/dynamodb/state.ts";
import { createConfiguredGrants } from "../../../lambda/grants/configured.ts";
import { grantKind } from "../../../lambda/grants/grant.ts";
import { createSecrets } from "../../../lambda/secrets.ts";
import { motionKind } from "../../../lambda/state/motion.ts";
import { createPresence, presenceKind } from "../../../lambda/state/presence.ts";
import type { CameraEventEntry } from "../../../protocol/camera-events/build-entries.ts";
import { startEventGateways } from "../../../rehearsal/alexa-cloud/event-gateway/index.ts";
import { startLoginWithAmazon } from "../../../rehearsal/alexa-cloud/login-with-amazon/index.ts";
import { startBucket } from "../../../rehearsal/aws/bucket.ts";
import { startEventBus } from "../../../rehearsal/aws/event-bus.ts";
import { startSecrets } from "../../../rehearsal/aws/secrets.ts";
import { createAsynchronous } from "../../../rehearsal/lambda-runtime/asynchronous.ts";
import { startDynamoTable } from "./dynamo-table.ts";

const secretArn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:camera-skill-events-AbCdEf";
/** A camera's own key: it may put events of its own source and no other. */
const frontDoor = { accessKeyId: "AKIAFRONTDOOR", secretAccessKey: "the camera's" };
/** Whoever keeps the registry. */
const keeper = { accessKeyId: "AKIAKEEPER", secretAccessKey: "the keeper's" };
const patient = new AbortController().signal;
const log = { info() {}, warn() {}, error() {} };

/**
 * The function that hears cameras, from its handler on, between the stand-ins for EventBridge, Lambda's asynchronous
 * invocation, DynamoDB, Secrets Manager, Login with Amazon and the event gateways.
 */
export async function startHearingSkill() {
  const login = await startLoginWithAmazon();
  const gateways = await startEventGateways({ login });
  const dynamo = await startDynamoTable();
  const { credentials, region, connections, tableName } = dynamo.options;
  const secrets = await startSecrets({
    region,
    accessKeys: [credentials],
    secrets: { [secretArn]: login.eventsClient },
  });
  process.env.AWS_ENDPOINT_URL_SECRETS_MANAGER = secrets.url;
  const folder = await mkdtemp(join(tmpdir(), "hearing-skill-"));
  const bucket = await startBucket({
    region,
    accessKeys: [credentials],
    folder: join(folder, "bucket"),
    name: "pictures",
  });
  const environment: Record<string, string> = {
    CAMERAS: "dynamodb",
    TABLE_NAME: tableName,
    EVENTS_SECRET_ARN: secretArn,
    LWA_CLIENT_ID: login.clientId,
    LWA_API_URL: login.url,
    ALEXA_API_URL_NA: gateways.urls.NA,
    ALEXA_API_URL_EU: gateways.urls.EU,
    ALEXA_API_URL_FE: gateways.urls.FE,
    SNAPSHOT_BUCKET: "pictures",
    SNAPSHOT_SECRET_ARN: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:camera-skill-snapshots-AbCdEf",
    SNAPSHOT_URL: "https://pictures.example",
    AWS_ENDPOINT_URL_S3: bucket.url,
    LAMBDA_TASK_ROOT: folder,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  };
  let handler = createHandler(environment);
  let remaining = 30_000;
  const invoke = (event: unknown) => handler(event, { getRemainingTimeInMillis: () => remaining });
  const lambda = createAsynchronous(invoke, { retryDelays: [1, 1] });
  const bus = await startEventBus({
    region,
    accessKeys: [frontDoor, keeper],
    sourcesOf: (id) => (id === frontDoor.accessKeyId ? ["camera.front-door"] : undefined),
    deliver: lambda.invokeAsync,
  });
  const clients = [frontDoor, keeper].map(
    (key) => new EventBridgeClient({ endpoint: bus.url, region, credentials: key, maxAttempts: 1 }),
  );
  const state = createDynamoState({ table: dynamo.table("state-unreachable"), log, now: Date.now });

  return {
    /** The folder of the code, with the bucket's in it. */
    folder,
    ...{ login, gateways, dynamo, secrets, bus, lambda, invoke },
    catalogue: createDynamoCatalogue({ table: dynamo.table(), now: Date.now }),
    presence: createPresence(state.store(presenceKind), Date.now),
    motion: state.store(motionKind),
    /** A new environment of the function, with so much of Lambda's time left at each invocation. */
    cold(change: Record<string, string> = {}, left = 30_000) {
      handler = createHandler({ ...environment, ...change });
      remaining = left;
    },
    /** So many environments of the function, none of which takes a busy machine for a slow table. */
    environments: (count: number) =>
      Array.from({ length: count }, () => {
        const handler = createHandler(environment, { maxAttempts: 1, requestTimeout: 20_000 });
        return (event: unknown) => handler(event, { getRemainingTimeInMillis: () => 60_000 });
      }),
    /** The access tokens of the user's grants are no use from now on. */
    async expire(userId: string) {
      const grants = state.store(grantKind);
      for (const { part, entry } of await grants.readAll(userId)) {
        await grants.write(userId, { ...entry, expiresAt: Date.now() - 1 }, part);
      }
    },
    /** The user lets the skill send events, in North America. */
    async grant(userId: string) {
      const secretsRead = createSecrets({ credentials, connections, region, now: Date.now });
      const grants = createConfiguredGrants({
        ...{ state, secrets: secretsRead, secretArn, apiUrl: login.url, connections, now: Date.now },
        awsRegion: "us-east-1",
      });
      await grants.accept({ userId, code: login.issueGrantCode(userId) }, patient);
    },
    /** Puts an event, as the camera or as the registry's keeper, and waits for what becomes of it. */
    async put(entry: CameraEventEntry, by: "camera" | "keeper" = "camera") {
      await clients[by === "camera" ? 0 : 1]?.send(new PutEventsCommand({ Entries: [entry] }));
      await bus.delivered();
      await lambda.settled();
    },
    async stop() {
      delete process.env.AWS_ENDPOINT_URL_SECRETS_MANAGER;
      for (const client of clients) client.destroy();
      await Promise.all([bus.stop(), gateways.stop(), login.stop(), secrets.stop(), bucket.stop(), dynamo.stop()]);
      await rm(folder, { recursive: true });
    },
  };
}
export type HearingSkill = Awaited<ReturnType<typeof startHearingSkill>>;
