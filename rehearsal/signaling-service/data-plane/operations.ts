import type { DataPlaneOperation } from "../operation.ts";
import { getIceServerConfig } from "./get-ice-server-config.ts";
import { storageSessionOperations } from "./join-storage-session.ts";
import { sendAlexaOfferToMaster } from "./send-alexa-offer-to-master.ts";

/** The operations of a channel's HTTPS endpoint; one file each. */
export const dataPlaneOperations: readonly DataPlaneOperation[] = [
  getIceServerConfig,
  sendAlexaOfferToMaster,
  ...storageSessionOperations,
];
