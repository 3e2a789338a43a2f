import { DEFAULT_DATA } from "../../paths.ts";
import type { Patient } from "../patient.ts";
import { typedLine } from "./typed-line.ts";

/** A `camera-skill cameras` command as it is typed for the installation that is examined. */
export function camerasCommand(
  { kind, profile, alexaRegion, dataDirectory }: Pick<Patient, "kind" | "profile" | "alexaRegion" | "dataDirectory">,
  ...words: readonly string[]
): string {
  const place =
    kind === "rehearsed"
      ? ["--rehearsal", ...flag("--data", dataDirectory, DEFAULT_DATA)]
      : [...flag("--profile", profile, "default"), ...flag("--alexa-region", alexaRegion, "default")];
  return typedLine(["npx", "camera-skill", "cameras", ...words, ...place]);
}

function flag(name: string, value: string, usual: string): string[] {
  return value === usual ? [] : [name, value];
}
