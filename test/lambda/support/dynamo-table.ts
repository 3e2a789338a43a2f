import { createConnections } from "../../../lambda/connections.ts";
import { createDynamoClient } from "../../../lambda/dynamodb/client.ts";
import { createTable } from "../../../lambda/dynamodb/table.ts";
import type { TableFailureCode } from "../../../lambda/dynamodb/table-failure.ts";
import { startTable } from "../../../rehearsal/aws/table.ts";

const credentials = { accessKeyId: "AKIDTABLE", secretAccessKey: "table" };
const region = "eu-west-1";

/** A DynamoDB in memory and the skill's own client of it. AWS's variable for the endpoint is set until it is stopped. */
export async function startDynamoTable() {
  const calls: string[] = [];
  const keepsReply = () => false;
  let heard = (_operation: string): void => {};
  let losesReply: (operation: string) => boolean = keepsReply;
  const server = await startTable({
    region,
    accessKeys: [credentials],
    onCall(operation) {
      calls.push(operation);
      heard(operation);
    },
    losesReply: (operation) => losesReply(operation),
  });
  process.env.AWS_ENDPOINT_URL_DYNAMODB = server.url;
  const connections = createConnections(Date.now);
  const options = {
    credentials,
    connections,
    region,
    tableName: server.tableName,
    // A busy machine is not a slow table.
    patience: { maxAttempts: 2, requestTimeout: 20_000 },
  };
  const client = createDynamoClient(options);
  return {
    server,
    /** The operations that were called, such as `Query`. */
    calls,
    /** What the skill's own use of the table is made with. */
    options,
    table: (unreachable: TableFailureCode = "registry-unreachable") =>
      createTable(client, server.tableName, unreachable),
    /** Hears of each call before it is done, until the table is calm again. */
    onCall(listener: (operation: string) => void) {
      heard = listener;
    },
    /** The reply to the next call of that operation, or to so many, is lost; the call is done. */
    loseNextReply(operation: string, times = 1) {
      let left = times;
      losesReply = (called) => {
        if (called !== operation || left === 0) return false;
        left -= 1;
        return true;
      };
    },
    /** The table is well, and nobody has called it. */
    calm() {
      server.behave("ok");
      heard = () => {};
      losesReply = keepsReply;
      calls.length = 0;
    },
    async stop() {
      delete process.env.AWS_ENDPOINT_URL_DYNAMODB;
      client.destroy();
      connections.close();
      await server.stop();
    },
  };
}
export type DynamoTable = Awaited<ReturnType<typeof startDynamoTable>>;
