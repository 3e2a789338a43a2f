import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { unlessNamed } from "../../cameras/aws-call.ts";
import type { Place } from "../../cameras/place.ts";
import { tableClient } from "../../cameras/registry.ts";
import { askAws } from "../ask-aws.ts";
import { Broken } from "../link.ts";
import type { Patient } from "../patient.ts";
import { readPlace } from "./place.ts";

/**
 * Reads the skill's table.
 * @throws {Broken} `table-missing`, and as {@link askAws}.
 */
export async function scanTable<Found>(
  patient: Patient,
  scan: (client: DynamoDBClient, tableName: string) => Promise<Found>,
): Promise<Found> {
  const place = await patient.read(readPlace);
  const { region, tableName } = place;
  const client = patient.client(`dynamodb ${region}`, () => tableClient(place));
  const reply = scan(client, tableName).then((found) => ({ found }), unlessNamed("ResourceNotFoundException"));
  const read = await askAws({ action: "dynamodb:Scan", service: "DynamoDB", region }, reply);
  if (read === undefined) throw missing(place);
  return read.found;
}

/** What CloudFormation has made and somebody else deleted it does not make again. */
function missing({ tableName, region }: Place): Broken {
  return new Broken({
    breakage: "table-missing",
    code: "registry-unreachable",
    sentence: `There is no table ${tableName} in ${region} any more, which kept the cameras and the grants.`,
    remedy: {
      say: `DynamoDB keeps a backup of a deleted table for 35 days: DynamoDB console in ${region}, Backups, ${tableName}$DeletedTableBackup, Restore, under the same name. Without one delete the stack in the CloudFormation console and ask the doctor once more: it says what to type then, which makes another with a table of its own.`,
    },
  });
}
