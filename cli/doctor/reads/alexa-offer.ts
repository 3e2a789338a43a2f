import type { CameraRecord } from "../../../protocol/camera-record.ts";
import type { ReaderOf } from "../patient.ts";
import { tryWay, type WayLimits, type WayTried } from "./try-way.ts";

/** How long a camera is waited for, in milliseconds: twice as long as Alexa waits, so that slow is told from gone. */
const ANSWER_MS = 12_000;
/** Of a way whose picture counts: two seconds of it, and as long for ICE as Echos of the rehearsal wait. */
export const WHOLE_PICTURE = { milliseconds: 10_000, frames: 30 };
/** Of the other way: enough for the camera to see its viewer come and leave. */
const GLIMPSE = { milliseconds: 3_000, frames: 1 };

/** How long a way's answer and its picture are waited for. */
export function limitsOf(counts: boolean): WayLimits {
  return { answer: ANSWER_MS, play: counts ? WHOLE_PICTURE : GLIMPSE };
}

/** What a camera makes of SendAlexaOfferToMaster. It throws as {@link readPlace} does. */
export const readAlexaOffer: ReaderOf<CameraRecord, WayTried> = (patient, camera) =>
  tryWay(patient, camera, "alexa-offer", limitsOf(camera.signaling !== "viewer"));
