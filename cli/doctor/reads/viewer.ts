import type { CameraRecord } from "../../../protocol/camera-record.ts";
import type { ReaderOf } from "../patient.ts";
import { limitsOf, readAlexaOffer } from "./alexa-offer.ts";
import { wayThatCounts } from "./outcome.ts";
import { tryWay, type WayTried } from "./try-way.ts";

/** What a camera makes of an offer by ConnectAsViewer, after the other way: some cameras take one viewer at a time. */
export const readViewer: ReaderOf<CameraRecord, WayTried> = async (patient, camera) => {
  const alexa = await patient.readOf(camera, readAlexaOffer);
  return tryWay(patient, camera, "viewer", limitsOf(wayThatCounts(camera, alexa) === "viewer"));
};
