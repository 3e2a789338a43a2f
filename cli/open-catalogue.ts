import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { createDynamoCatalogue } from "../lambda/cameras/dynamo-catalogue.ts";
import { createDynamoState } from "../lambda/dynamodb/state.ts";
import { createTable } from "../lambda/dynamodb/table.ts";
import { viewerMarkKind } from "../lambda/state/viewer-marks.ts";
import type { OpenCatalogue } from "../rehearsal/catalogue.ts";

/** Opens the skill's registry in a rehearsal's table, by the skill's own code. */
export const openCatalogue: OpenCatalogue = ({ url, tableName, region, credentials }) => {
  const client = new DynamoDBClient({ endpoint: url, region, credentials });
  const log = { info() {}, warn() {}, error() {} };
  const catalogue = createDynamoCatalogue({
    table: createTable(client, tableName, "registry-unreachable"),
    now: Date.now,
  });
  const state = createDynamoState({ table: createTable(client, tableName, "state-unreachable"), log, now: Date.now });
  const marks = state.store(viewerMarkKind);
  return {
    add: catalogue.add,
    change: catalogue.change,
    share: catalogue.share,
    unshare: catalogue.unshare,
    recordOf: catalogue.recordOf,
    forgetFirmware: async (id) => void (await marks.remove(id)),
    close: () => client.destroy(),
  };
};
