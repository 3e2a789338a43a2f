import * as z from "zod/mini";
import { sleep, systemClock } from "../../camera/clock.ts";
import type { AccessKey } from "../signaling-service/access/access-keys.ts";
import { permitsAction } from "../signaling-service/access/permits.ts";
import { type AwsReply, type AwsServer, startAwsServer } from "./aws-server.ts";
import { createDynamo, type Dynamo, operationOf } from "./dynamodb.ts";

/** Who may use the tables. */
export interface TablesOptions {
  /** The one region that it serves; every region where this is left out. */
  readonly region?: string;
  /** Who may call; a key with `actions` only what stands there, such as `dynamodb:Query`. */
  readonly accessKeys: readonly AccessKey[];
  /** The TCP port on 127.0.0.1; 0, the default, lets the system choose one. */
  readonly port?: number;
  /**
   * Whether a key whose actions have the call may make it on this table and under this partition key, which is empty
   * where the call touches none or all; it may, where this is left out.
   */
  readonly mayTouch?: (key: AccessKey, action: string, partition: string, tableName: string) => boolean;
  /** Hears of each call that is allowed, by its operation, such as `Query`, before it is done. */
  readonly onCall?: (operation: string) => void;
  /** Whether this call is done and told to have failed all the same, as when its reply is lost. */
  readonly losesReply?: (operation: string) => boolean;
}

/** What CreateTable needs to know of a table's keys. */
export interface TableSchema {
  readonly AttributeDefinitions: readonly { readonly AttributeName: string; readonly AttributeType: string }[];
  readonly KeySchema: readonly { readonly AttributeName: string; readonly KeyType: string }[];
}

/** A DynamoDB in memory. */
export interface Tables extends AwsServer {
  /**
   * Makes a table, in a region where several are served.
   * @param schema its keys; `pk` and `sk`, both text, by default.
   */
  create(tableName: string, schema?: TableSchema, region?: string): Promise<void>;
}

const skillSchema: TableSchema = {
  AttributeDefinitions: [
    { AttributeName: "pk", AttributeType: "S" },
    { AttributeName: "sk", AttributeType: "S" },
  ],
  KeySchema: [
    { AttributeName: "pk", KeyType: "HASH" },
    { AttributeName: "sk", KeyType: "RANGE" },
  ],
};

/** Serves DynamoDB on loopback, with no table yet. */
export async function startTables(options: TablesOptions): Promise<Tables> {
  const { accessKeys, port = 0, onCall, losesReply } = options;
  const dynamo = await createDynamo();
  const regions = new Map<string, string | undefined>();
  const server = await startAwsServer({
    service: "dynamodb",
    ...(options.region !== undefined && { region: options.region }),
    accessKeys,
    port,
    async handle(call) {
      const operation = operationOf(call.headers);
      const action = `dynamodb:${operation}`;
      const { tableName, partition } = touchedBy(call.body);
      const isLeadingKey = options.mayTouch?.(call.key, action, partition, tableName) ?? true;
      if (!permitsAction(call.key, action) || !isLeadingKey) {
        return errorReply("AccessDeniedException", 400, `The key may not call ${action} there.`);
      }
      if ((regions.get(tableName) ?? call.region) !== call.region) {
        return errorReply("ResourceNotFoundException", 400, "Requested resource not found");
      }
      onCall?.(operation);
      const reply = await dynamo.handle(call);
      return losesReply?.(operation) ? errorReply("InternalServerError", 500, "The reply was lost.") : reply;
    },
    errorReply,
    throttled: { name: "ProvisionedThroughputExceededException", status: 400 },
  });
  return {
    ...server,
    async create(tableName, schema = skillSchema, region) {
      regions.set(tableName, region);
      await makeTable(dynamo, tableName, schema);
    },
  };
}

const text = z.object({ S: z.string() });
const touchedSchema = z.object({
  TableName: z._default(z.string(), ""),
  Key: z.optional(z.object({ pk: text })),
  Item: z.optional(z.object({ pk: text })),
  ExpressionAttributeValues: z.optional(z.object({ ":pk": z.optional(text) })),
});

/** The table and the partition key that a call touches, in the forms in which the skill calls. */
function touchedBy(body: Uint8Array): { readonly tableName: string; readonly partition: string } {
  try {
    const call = z.parse(touchedSchema, JSON.parse(Buffer.from(body).toString()));
    const { TableName, Key, Item, ExpressionAttributeValues } = call;
    const key = Key?.pk ?? Item?.pk ?? ExpressionAttributeValues?.[":pk"];
    return { tableName: TableName, partition: key?.S ?? "" };
  } catch {
    return { tableName: "", partition: "" };
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

async function makeTable(dynamo: Dynamo, tableName: string, schema: TableSchema): Promise<void> {
  await dynamo.operate("CreateTable", {
    TableName: tableName,
    BillingMode: "PAY_PER_REQUEST",
    ...schema,
  });
  while ((await statusOf(dynamo, tableName)) !== "ACTIVE") await sleep(systemClock, 1);
}

async function statusOf(dynamo: Dynamo, tableName: string): Promise<string | undefined> {
  const described = (await dynamo.operate("DescribeTable", { TableName: tableName })) as {
    readonly Table?: { readonly TableStatus?: string };
  };
  return described.Table?.TableStatus;
}
