import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type CameraCatalogue, CatalogueRefusal } from "../../lambda/cameras/catalogue.ts";
import { createDynamoCatalogue } from "../../lambda/cameras/dynamo-catalogue.ts";
import { createDynamoRegistry } from "../../lambda/cameras/dynamodb.ts";
import type { CameraRegistry } from "../../lambda/cameras/registry.ts";
import { createTable, type Table } from "../../lambda/dynamodb/table.ts";
import { Failure } from "../../lambda/failure.ts";
import { AwsFailure, explain, PATIENCE } from "./aws-call.ts";
import type { Place } from "./place.ts";

/** The skill's registry of cameras, for reading and for writing. */
export interface OpenRegistry {
  readonly catalogue: CameraCatalogue;
  readonly registry: CameraRegistry;
  /** What it is kept in. */
  readonly table: Table;
  close(): void;
}

/** Reaches the registry, in a rehearsal or on AWS. */
export function openRegistry(place: Place): OpenRegistry {
  const client = tableClient(place);
  const table = createTable(client, place.tableName, "registry-unreachable");
  return {
    catalogue: createDynamoCatalogue({ table, now: Date.now }),
    registry: createDynamoRegistry({ table, now: Date.now }),
    table,
    close: () => client.destroy(),
  };
}

/** The client of DynamoDB that a place's table is reached with. */
export function tableClient({ region, rehearsal }: Pick<Place, "region" | "rehearsal">): DynamoDBClient {
  return new DynamoDBClient({
    region,
    ...PATIENCE,
    ...(rehearsal && { credentials: rehearsal.credentials, endpoint: rehearsal.endpoints.dynamodb }),
  });
}

/** An error of the registry's in words for the person who typed the command; any other one as it is. */
export function explainRegistry(error: unknown, { region, tableName }: Place): unknown {
  if (error instanceof CatalogueRefusal) {
    if (error.reason === "id-retired") return new Error(`${lowerFirst(error.message)}, by --reuse-id`);
    return new Error(lowerFirst(error.message));
  }
  if (!(error instanceof Failure)) return error;
  // Without a cause it is what stands in the table.
  if (error.cause === undefined) return new Error(lowerFirst(error.sentence));
  const missing = `there is no table ${tableName} in ${region}: check its name and the region`;
  const action = `reading and writing the table ${tableName} (dynamodb:GetItem, PutItem, DeleteItem, Query and Scan)`;
  return new AwsFailure(explain(error, { action, service: "DynamoDB", region, missing }), { cause: error });
}

function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1).replace(/\.$/, "");
}
