import { randomBytes } from "node:crypto";
import type { Roles } from "../roles.ts";
import type { Credentials } from "../signaling-service/access/access-keys.ts";
import { type Bucket, startBucket } from "./bucket.ts";
import { type EventBus, startEventBus } from "./event-bus.ts";
import type { DeliveredEvent } from "./put-events.ts";
import { type Secrets, startSecrets } from "./secrets.ts";
import { startTable, type TableServer } from "./table.ts";

/** What the skill's stack has in AWS besides its functions and KVS. */
export interface AwsServicesOptions {
  readonly region: string;
  /** Who may call with no limits, and who within those of a role. */
  readonly credentials: Credentials;
  readonly roles: Roles;
  /** The client that Alexa's grants are exchanged with. */
  readonly eventsClient: { readonly clientId: string; readonly clientSecret: string };
  /** Where the pictures are kept. */
  readonly pictureFolder: string;
  /** The target of EventBridge's rule. */
  readonly deliver: (event: DeliveredEvent) => void;
}

/** AWS's services besides KVS, on this machine. */
export interface AwsServices {
  readonly table: TableServer;
  readonly secrets: Secrets;
  readonly bucket: Bucket;
  readonly eventBus: EventBus;
  /** What the functions' environment says of them. */
  readonly settings: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

const EVENTS_SECRET = "arn:aws:secretsmanager:us-east-1:123456789012:secret:camera-skill/events-a1b2c3";
const SNAPSHOT_SECRET = "arn:aws:secretsmanager:us-east-1:123456789012:secret:camera-skill/snapshots-d4e5f6";

/** Starts DynamoDB with the skill's table, Secrets Manager, EventBridge, and S3 with the bucket of the pictures. */
export async function startAwsServices(options: AwsServicesOptions): Promise<AwsServices> {
  const { region, credentials, roles, eventsClient, deliver } = options;
  const common = { region, accessKeys: [credentials, ...Object.values(roles.keys)] };
  const signingKey = randomBytes(32).toString("base64");
  const [table, secrets, eventBus] = await Promise.all([
    startTable({ ...common, mayTouch: roles.mayTouch }),
    startSecrets({ ...common, secrets: { [EVENTS_SECRET]: eventsClient, [SNAPSHOT_SECRET]: { signingKey } } }),
    startEventBus({ ...common, deliver }),
  ]);
  const bucket = await startBucket({
    ...common,
    folder: options.pictureFolder,
    // As S3 tells EventBridge, where a bucket is told to.
    onObject: ({ key, action }) =>
      eventBus.announce("aws.s3", action === "created" ? "Object Created" : "Object Deleted", {
        bucket: { name: bucket.name },
        object: { key },
      }),
  });
  return {
    table,
    secrets,
    bucket,
    eventBus,
    settings: {
      AWS_ENDPOINT_URL_DYNAMODB: table.url,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.url,
      AWS_ENDPOINT_URL_S3: bucket.url,
      TABLE_NAME: table.tableName,
      EVENTS_SECRET_ARN: EVENTS_SECRET,
      SNAPSHOT_SECRET_ARN: SNAPSHOT_SECRET,
      SNAPSHOT_BUCKET: bucket.name,
    },
    async stop() {
      await Promise.all([table, secrets, bucket, eventBus].map((each) => each.stop()));
    },
  };
}
