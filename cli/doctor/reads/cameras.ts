import type { CameraRecord } from "../../../protocol/camera-record.ts";
import type { Reader } from "../patient.ts";
import { readItems } from "./items.ts";

/** The cameras that are registered and whose records are legal, by id. */
export const readCameras: Reader<readonly CameraRecord[]> = async (patient) =>
  (await patient.read(readItems)).legal.map(({ record }) => record);
