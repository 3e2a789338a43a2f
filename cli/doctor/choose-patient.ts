import { access } from "node:fs/promises";
import { join, resolve } from "node:path";
import { profileOf } from "../../infrastructure/ask/profile.ts";
import { readControlAddress } from "../../rehearsal/control/address.ts";
import { ASK_RESOURCES } from "../../rehearsal/deploy-targets/ask-cli/ask-resources.ts";
import { ASK_STATES } from "../../rehearsal/deploy-targets/ask-cli/ask-states.ts";
import { DEFAULT_DATA } from "../paths.ts";
import { WrongUsage } from "../wrong-usage.ts";
import type { Patient } from "./patient.ts";

/** The flags that say which installation is meant. */
export interface PatientOptions {
  /** Where a rehearsal keeps its channels. */
  readonly data: string;
  readonly rehearsal?: boolean;
  /** ask-cli's profile. */
  readonly profile?: string;
  /** One of Alexa's regions, as ask-resources.json names them. */
  readonly alexaRegion?: string;
}

/** Which installation is examined. */
export type ChosenPatient = Pick<Patient, "kind" | "folder" | "profile" | "alexaRegion" | "dataDirectory"> & {
  /** Neither a deploy nor a rehearsal that runs was found in this project's folder. */
  readonly isNeither?: true;
};

/**
 * Finds the installation that is meant: what `ask deploy` has made from the folder, or the rehearsal that runs on the
 * data directory; and in a project's folder without either, the deploy that is still to be. Whoever
 * names a data directory means its rehearsal.
 * @throws {WrongUsage} that says what to type, when there is none.
 */
export async function choosePatient(
  options: PatientOptions,
  folder: string,
  environment: NodeJS.ProcessEnv,
): Promise<ChosenPatient> {
  const { data: dataDirectory, rehearsal = false, profile, alexaRegion } = options;
  if (rehearsal && (profile ?? alexaRegion) !== undefined) {
    throw new WrongUsage("--rehearsal goes with neither --profile nor --alexa-region.");
  }
  const about = {
    folder,
    dataDirectory,
    profile: profileOf(profile, environment),
    alexaRegion: alexaRegion ?? "default",
  };
  const deployed = { ...about, kind: "deployed" } as const;
  const rehearsed = { ...about, kind: "rehearsed" } as const;
  if (rehearsal) return rehearsed;
  if ((profile ?? alexaRegion) !== undefined) return deployed;
  if (resolve(folder, dataDirectory) !== join(folder, DEFAULT_DATA)) return rehearsed;
  if (await isThere(join(folder, ASK_STATES))) return deployed;
  if ((await readControlAddress(dataDirectory)) !== undefined) return rehearsed;
  if (await isThere(join(folder, ASK_RESOURCES))) return { ...deployed, isNeither: true };
  throw new WrongUsage(
    "which installation? Stand in the folder that the skill is deployed from, or start a rehearsal: npm start.",
  );
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
