import { ConditionalCheckFailedException, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  paginateScan,
} from "@aws-sdk/lib-dynamodb";
import { type TableFailureCode, tableFailure } from "./table-failure.ts";

/** An item's key. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** An item as it came out of the table: nobody has looked at it yet. */
export type RawItem = Readonly<Record<string, unknown>>;

/** When a write is done. Source: DynamoDB's condition expressions. */
export interface Condition {
  readonly expression: string;
  /** What stands for the expression's placeholders. */
  readonly values?: Readonly<Record<string, unknown>>;
}

/** The skill's table. All reads see all writes before them. Every method throws the {Failure} that it was made with. */
export interface Table {
  get(key: Key): Promise<RawItem | undefined>;
  /** False where the condition does not hold, and nothing is written. */
  put(item: Key & RawItem, condition?: Condition): Promise<boolean>;
  /** Gives what was deleted; undefined where nothing was there or the condition does not hold. */
  delete(key: Key, condition?: Condition): Promise<RawItem | undefined>;
  /** All items of a partition, by sort key: one query, and one more for each further MB. */
  query(pk: string): Promise<readonly RawItem[]>;
  /** All items whose partition keys begin so; reads the whole table. */
  scan(prefix: string): AsyncIterable<RawItem>;
}

/**
 * Makes the table over a client.
 * @param unreachable what every failure to use the table is called.
 */
export function createTable(client: DynamoDBClient, tableName: string, unreachable: TableFailureCode): Table {
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const common = { TableName: tableName } as const;
  const consistent = { ...common, ConsistentRead: true } as const;
  const fail = (cause: unknown): never => {
    throw tableFailure(unreachable, cause);
  };

  return {
    async get(Key) {
      const { Item } = await documents.send(new GetCommand({ ...consistent, Key })).catch(fail);
      return Item;
    },
    async put(Item, condition) {
      const done = documents.send(new PutCommand({ ...common, Item, ...written(condition) }));
      return done.then(
        () => true,
        (cause) => (cause instanceof ConditionalCheckFailedException ? false : fail(cause)),
      );
    },
    async delete(Key, condition) {
      const command = new DeleteCommand({ ...common, Key, ReturnValues: "ALL_OLD", ...written(condition) });
      return documents.send(command).then(
        ({ Attributes }) => Attributes,
        (cause) => (cause instanceof ConditionalCheckFailedException ? undefined : fail(cause)),
      );
    },
    async query(pk) {
      const query = { ...consistent, KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: { ":pk": pk } };
      const items: RawItem[] = [];
      try {
        for await (const { Items = [] } of paginateQuery({ client: documents }, query)) items.push(...Items);
      } catch (cause) {
        return fail(cause);
      }
      return items;
    },
    async *scan(prefix) {
      const FilterExpression = "begins_with(pk, :prefix)";
      const scan = { ...consistent, FilterExpression, ExpressionAttributeValues: { ":prefix": prefix } };
      const pages = paginateScan({ client: documents }, scan);
      while (true) {
        // Not for-await: what the reader of this throws is not the table's failure.
        const page = await pages.next().catch(fail);
        if (page.done === true) return;
        yield* page.value.Items ?? [];
      }
    },
  };
}

function written({ expression, values }: Partial<Condition> = {}) {
  return {
    ...(expression !== undefined && { ConditionExpression: expression }),
    ...(values !== undefined && { ExpressionAttributeValues: values }),
  };
}
