import type { CameraRecord } from "../../../protocol/camera-record.ts";
import { WrongUsage } from "../../wrong-usage.ts";
import type { Reader } from "../patient.ts";
import { readCameras } from "./cameras.ts";

/**
 * The cameras that are looked at.
 * @throws {WrongUsage} when there is none of the id that was typed.
 */
export const readChosenCameras: Reader<readonly CameraRecord[]> = async (patient) => {
  const cameras = await patient.read(readCameras);
  if (patient.camera === undefined) return cameras;
  const chosen = cameras.filter(({ id }) => id === patient.camera);
  if (chosen.length > 0) return chosen;
  const ids = cameras.map(({ id }) => id).join(", ") || "none";
  throw new WrongUsage(`there is no camera "${patient.camera}"; there are: ${ids}.`);
};
