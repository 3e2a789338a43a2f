import type { CameraRecord } from "../../../protocol/camera-record.ts";
import type { Remedy } from "../../../rehearsal/breakages/report.ts";
import type { Patient } from "../patient.ts";
import { FILE } from "../reads/items-of-file.ts";
import { npmRun } from "../reads/npm-run.ts";
import { readPlace } from "../reads/place.ts";
import { camerasCommand } from "./cameras-command.ts";

/** A change to a camera, in both places where it may be registered. */
export interface CameraChange {
  /** What it is for, in a sentence or two. */
  readonly say: string;
  /** The flags of `cameras add` that make it in the table. */
  readonly flags: readonly string[];
  /** What its record in the file is to say, such as `"signaling": "viewer"`. */
  readonly inFile: string;
}

/** What to do so that a camera's record says something else: in the table, or in the file that is its registry. */
export async function changeCamera(
  patient: Patient,
  { id }: CameraRecord,
  { say, flags, inFile }: CameraChange,
): Promise<Remedy> {
  const { camerasInFile = false } = await patient.read(readPlace);
  if (!camerasInFile) return { say, type: [camerasCommand(patient, "add", id, ...flags)] };
  const deploy = npmRun("deploy", patient);
  return { say: `${say} In ${FILE}, the camera ${id} is to have ${inFile}. Then deploy: ${deploy}` };
}
