import { profileOf } from "../../../infrastructure/ask/profile.ts";
import type { Patient } from "../patient.ts";

/** An npm script of the project's as it is typed here, for the profile of ask-cli's that is examined. */
export function npmRun(
  script: string,
  { profile, environment }: Pick<Patient, "profile" | "environment">,
  ...parameters: readonly string[]
): string {
  const isTaken = profile === profileOf(undefined, environment);
  const all = [...(isTaken ? [] : ["--profile", profile]), ...parameters];
  return ["npm run", script, ...(all.length === 0 ? [] : ["--", ...all])].join(" ");
}
