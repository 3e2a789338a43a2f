import * as z from "zod/mini";
import { type Bucket, startBucket } from "../../aws/bucket.ts";
import type { Keep } from "../../stoppable.ts";
import { truth } from "../cloudformation/kinds/kind.ts";
import type { DeployedStack } from "../deployed-stack.ts";
import type { Identities } from "./identities.ts";
import { attributeOf, type NamedResource, onlyResourceOf, readProperties, resourcesOf } from "./resources-of-stack.ts";
import type { AccountServices } from "./services-of-account.ts";

/** What a stack keeps: its table, its secrets and its bucket. It outlives updates of the stack. */
export interface StackStorage {
  readonly bucket: Bucket;
  /** @throws {Error} when an update has put another table or bucket in the old one's place. */
  update(stack: DeployedStack): void;
}

/** What the storage is made in. */
export interface StackStorageOptions {
  readonly services: AccountServices;
  readonly identities: Identities;
  /** Where the bucket's objects are. */
  readonly folder: string;
}

const tableSchema = z.object({
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.string() })),
  KeySchema: z.array(z.object({ AttributeName: z.string(), KeyType: z.string() })),
});
/** CloudFormation writes down here what it has generated too. */
const secretSchema = z.object({ SecretString: z.string() });
const bucketSchema = z.object({
  NotificationConfiguration: z.optional(
    z.object({
      EventBridgeConfiguration: z.optional(z.object({ EventBridgeEnabled: z._default(truth, true) })),
    }),
  ),
});

/** Makes the table, the secrets and the bucket of a stack. */
export async function makeStorage(
  stack: DeployedStack,
  { services, identities, folder }: StackStorageOptions,
  keep: Keep,
): Promise<StackStorage> {
  const { tables, secrets, tableArns } = services;
  const table = onlyResourceOf(stack, "AWS::DynamoDB::Table");
  const bucketResource = onlyResourceOf(stack, "AWS::S3::Bucket");

  /** What the stack has put into each secret: as long as it says the same, what was put there otherwise stays. */
  const given = new Map<string, string>();

  function putSecrets(of: DeployedStack): void {
    for (const secret of resourcesOf(of, "AWS::SecretsManager::Secret")) {
      const { SecretString } = readProperties(secret, secretSchema);
      if (given.get(secret.physicalId) !== SecretString) secrets.put(secret.physicalId, SecretString);
      given.set(secret.physicalId, SecretString);
    }
  }

  tableArns.set(table.physicalId, attributeOf(table, "Arn"));
  await tables.create(table.physicalId, readProperties(table, tableSchema), stack.region);
  putSecrets(stack);
  let isTold = isEventBridgeTold(bucketResource);
  const name = bucketResource.physicalId;
  const bucket = await keep(
    startBucket({
      region: stack.region,
      accessKeys: identities.accessKeys,
      may: (key, action, arn) => identities.may(key, { action, resource: arn }),
      name,
      folder,
      onObject({ key, action }) {
        if (!isTold) return;
        const type = action === "created" ? "Object Created" : "Object Deleted";
        services.eventBus.announce("aws.s3", type, { bucket: { name }, object: { key } }, [], stack.region);
      },
    }),
  );
  return {
    bucket,
    update(next) {
      for (const { type, physicalId } of [table, bucketResource]) {
        const now = onlyResourceOf(next, type).physicalId;
        if (now !== physicalId) throw new Error(`the update has put ${now} in the place of ${physicalId}`);
      }
      putSecrets(next);
      isTold = isEventBridgeTold(onlyResourceOf(next, "AWS::S3::Bucket"));
    },
  };
}

/** Whether EventBridge hears of a bucket's objects. */
function isEventBridgeTold(bucket: NamedResource): boolean {
  const { NotificationConfiguration } = readProperties(bucket, bucketSchema);
  return NotificationConfiguration?.EventBridgeConfiguration?.EventBridgeEnabled ?? false;
}
