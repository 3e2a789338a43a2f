import type { Remedy } from "../../../rehearsal/breakages/report.ts";
import { DEFAULT_DATA } from "../../paths.ts";
import type { Patient } from "../patient.ts";
import { typedLine } from "./typed-line.ts";

/** What to do where no rehearsal runs on the data directory that is meant. */
export function startRehearsal({ dataDirectory }: Pick<Patient, "dataDirectory">): Remedy {
  const data = dataDirectory === DEFAULT_DATA ? [] : ["--", "--data", dataDirectory];
  return { say: "Start one.", alongside: typedLine(["npm", "start", ...data]) };
}
