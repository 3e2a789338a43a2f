import type { Parts } from "../parts.ts";
import type { RehearsalServices } from "./address.ts";

/** What commands that would work on AWS are told of a rehearsal. */
export function servicesOf({ signaling, aws, household }: Parts): RehearsalServices {
  const { region, credentials, controlPlaneUrl } = signaling;
  const { table, eventBus } = aws;
  return {
    region,
    credentials: { accessKeyId: credentials.accessKeyId, secretAccessKey: credentials.secretAccessKey },
    controlPlaneUrl,
    table: { url: table.url, tableName: table.tableName },
    eventBus: { url: eventBus.url },
    userId: household.userId,
  };
}
