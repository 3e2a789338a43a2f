import { createDynamoRegistry } from "../cameras/dynamodb.ts";
import type { Log } from "../observability/log.ts";
import { createDynamoClient, type DynamoClientOptions } from "./client.ts";
import { createDynamoState } from "./state.ts";
import { createTable } from "./table.ts";

/** What the skill's use of its table stands on. */
export interface TableUseOptions extends DynamoClientOptions {
  readonly tableName: string;
  readonly log: Log;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** What the skill keeps in its table, over one client. */
export function useTable({ tableName, log, now, ...options }: TableUseOptions) {
  const client = createDynamoClient(options);
  return {
    registry: createDynamoRegistry({ table: createTable(client, tableName, "registry-unreachable"), now }),
    state: createDynamoState({ table: createTable(client, tableName, "state-unreachable"), log, now }),
  };
}
