import * as z from "zod/mini";
import { sleep, systemClock } from "../../camera/clock.ts";
import type { AccessKey } from "../signaling-service/access/access-keys.ts";
import { permitsAction } from "../signaling-service/access/permits.ts";
import { type AwsReply, type AwsServer, startAwsServer } from "./aws-server.ts";
import { createDynamo, type Dynamo, operationOf } from "./dynamodb.ts";

/** Where the skill's table is, and who may use it. */
export interface TableServerOptions {
  readonly region: string;
  /** Who may call; a key with `actions` only what stands there, such as `dynamodb:Query`. */
  readonly accessKeys: readonly AccessKey[];
  readonly tableName?: string;
  /** The TCP port on 127.0.0.1; 0, the default, lets the system choose one. */
  readonly port?: number;
  /** Whether a key whose actions have the call may make it under this partition key; it may, where this is left out. */
  readonly mayTouch?: (key: AccessKey, action: string, partition: string) => boolean;
  /** Hears of each call that is allowed, by its operation, such as `Query`, before it is done. */
  readonly onCall?: (operation: string) => void;
  /** Whether this call is done and told to have failed all the same, as when its reply is lost. */
  readonly losesReply?: (operation: string) => boolean;
}

/** A DynamoDB in memory with the skill's table in it. */
export interface TableServer extends AwsServer {
  readonly tableName: string;
}

/** Serves DynamoDB on loopback, with the skill's table made: keys `pk` and `sk`, both text. */
export async function startTable(options: TableServerOptions): Promise<TableServer> {
  const { region, accessKeys, tableName = "camera-skill", port = 0, onCall, losesReply } = options;
  const dynamo = await createDynamo();
  await makeTable(dynamo, tableName);
  const server = await startAwsServer({
    service: "dynamodb",
    region,
    accessKeys,
    port,
    async handle(call) {
      const operation = operationOf(call.headers);
      const action = `dynamodb:${operation}`;
      const isLeadingKey = options.mayTouch?.(call.key, action, partitionOf(call.body)) ?? true;
      if (!permitsAction(call.key, action) || !isLeadingKey) {
        return errorReply("AccessDeniedException", 400, `The key may not call ${action} there.`);
      }
      onCall?.(operation);
      const reply = await dynamo.handle(call);
      return losesReply?.(operation) ? errorReply("InternalServerError", 500, "The reply was lost.") : reply;
    },
    errorReply,
    throttled: { name: "ProvisionedThroughputExceededException", status: 400 },
  });
  return { ...server, tableName };
}

const text = z.object({ S: z.string() });
const touchedSchema = z.object({
  Key: z.optional(z.object({ pk: text })),
  Item: z.optional(z.object({ pk: text })),
  ExpressionAttributeValues: z.optional(z.object({ ":pk": z.optional(text) })),
});

/** The partition key that a call touches, in the forms in which the skill calls; empty where it touches none, or all. */
function partitionOf(body: Uint8Array): string {
  try {
    const { Key, Item, ExpressionAttributeValues } = z.parse(touchedSchema, JSON.parse(Buffer.from(body).toString()));
    return (Key?.pk ?? Item?.pk ?? ExpressionAttributeValues?.[":pk"])?.S ?? "";
  } catch {
    return "";
  }
}

/** Errors as DynamoDB spells them. Source: DynamoDB Developer Guide, error handling. */
function errorReply(name: string, status: number, message: string): AwsReply {
  return {
    status,
    headers: { "content-type": "application/x-amz-json-1.0" },
    body: JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${name}`, message }),
  };
}

async function makeTable(dynamo: Dynamo, tableName: string): Promise<void> {
  await dynamo.operate("CreateTable", {
    TableName: tableName,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [
      { AttributeName: "pk", AttributeType: "S" },
      { AttributeName: "sk", AttributeType: "S" },
    ],
    KeySchema: [
      { AttributeName: "pk", KeyType: "HASH" },
      { AttributeName: "sk", KeyType: "RANGE" },
    ],
  });
  while ((await statusOf(dynamo, tableName)) !== "ACTIVE") await sleep(systemClock, 1);
}

async function statusOf(dynamo: Dynamo, tableName: string): Promise<string | undefined> {
  const described = (await dynamo.operate("DescribeTable", { TableName: tableName })) as {
    readonly Table?: { readonly TableStatus?: string };
  };
  return described.Table?.TableStatus;
}
