import { createConnections } from "../../lambda/connections.ts";
import { createDynamoClient } from "../../lambda/dynamodb/client.ts";
import { createTable } from "../../lambda/dynamodb/table.ts";

/** One query by the very client that the skill uses, packed with it: what comes out is what the registry begins with. */
export function oneQuery(options: {
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly region: string;
  readonly tableName: string;
  readonly partition: string;
}): () => Promise<unknown> {
  const connections = createConnections(() => performance.now());
  const client = createDynamoClient({ ...options, connections });
  const table = createTable(client, options.tableName, "registry-unreachable");
  return () => table.query(options.partition);
}
