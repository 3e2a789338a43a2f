import { DEFAULT_DATA } from "../../paths.ts";
import type { Patient } from "../patient.ts";
import { typedLine } from "./typed-line.ts";

/** What says which installation is examined. */
type Examined = Pick<Patient, "kind" | "profile" | "alexaRegion" | "dataDirectory" | "environment">;

/** A `camera-skill cameras` command as it is typed for the installation that is examined. */
export function camerasCommand(examined: Examined, ...words: readonly string[]): string {
  return typedFor(examined, "cameras", ...words);
}

/** The command that shows whom the skill of the installation that is examined knows. */
export function accountsSeen(examined: Examined): string {
  return typedFor(examined, "accounts", "seen");
}

function typedFor(
  { kind, profile, alexaRegion, dataDirectory, environment }: Examined,
  ...words: readonly string[]
): string {
  const place =
    kind === "rehearsed"
      ? ["--rehearsal", ...flag("--data", dataDirectory, DEFAULT_DATA)]
      : [
          ...flag("--profile", profile, environment.ASK_DEFAULT_PROFILE || "default"),
          ...flag("--alexa-region", alexaRegion, "default"),
        ];
  return typedLine(["npx", "camera-skill", ...words, ...place]);
}

function flag(name: string, value: string, usual: string): string[] {
  return value === usual ? [] : [name, value];
}
