import { DEFAULT_DATA } from "../../paths.ts";
import type { Patient } from "../patient.ts";

/** A `camera-skill cameras` command as it is typed for the installation that is examined. */
export function camerasCommand(
  { kind, profile, alexaRegion, dataDirectory }: Pick<Patient, "kind" | "profile" | "alexaRegion" | "dataDirectory">,
  ...words: readonly string[]
): string {
  const place =
    kind === "rehearsed"
      ? ["--rehearsal", ...flag("--data", dataDirectory, DEFAULT_DATA)]
      : [...flag("--profile", profile, "default"), ...flag("--alexa-region", alexaRegion, "default")];
  return ["npx camera-skill cameras", ...[...words, ...place].map(typed)].join(" ");
}

function flag(name: string, value: string, usual: string): string[] {
  return value === usual ? [] : [name, value];
}

/** A word as a POSIX shell takes it for one. */
function typed(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
