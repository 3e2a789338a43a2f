import type { AwsServer } from "./aws-server.ts";
import { startTables, type TablesOptions } from "./tables.ts";

/** Where the skill's table is, and who may use it. */
export interface TableServerOptions extends TablesOptions {
  readonly region: string;
  readonly tableName?: string;
}

/** A DynamoDB in memory with the skill's table in it. */
export interface TableServer extends AwsServer {
  readonly tableName: string;
}

/** Serves DynamoDB on loopback, with the skill's table made: keys `pk` and `sk`, both text. */
export async function startTable(options: TableServerOptions): Promise<TableServer> {
  const { tableName = "camera-skill", ...served } = options;
  const tables = await startTables(served);
  await tables.create(tableName);
  return { ...tables, tableName };
}
