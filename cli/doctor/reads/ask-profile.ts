import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type DeployProfile, type DeployRegion, readProfiles } from "../../../infrastructure/checks/deploy-profile.ts";
import type { JsonFile } from "../../../infrastructure/checks/json-file.ts";
import { ASK_RESOURCES } from "../../../rehearsal/deploy-targets/ask-cli/ask-resources.ts";
import { Broken } from "../link.ts";
import type { Patient } from "../patient.ts";

/** What ask-resources.json says of the stack that is examined. */
export interface AskProfile {
  readonly file: JsonFile;
  readonly profile: DeployProfile;
  readonly region: DeployRegion;
}

/**
 * Reads the profile that is examined from ask-resources.json, and its region of Alexa's.
 * @throws {Broken}
 */
export async function readAskProfile({ folder, profile: name, alexaRegion }: Patient): Promise<AskProfile> {
  const file = await readResources(folder);
  const profiles = readProfiles(file);
  const profile = profiles.find((each) => each.name === name);
  if (profile === undefined) {
    throw new Broken({
      breakage: "unknown-profile",
      sentence: `${ASK_RESOURCES} has no profile ${name}; it has ${namesOf(profiles)}.`,
      remedy: { say: "Choose one by --profile, or by ASK_DEFAULT_PROFILE." },
    });
  }
  const region = profile.regions.find((each) => each.name === alexaRegion);
  if (region === undefined) {
    throw new Broken({
      breakage: "unknown-alexa-region",
      sentence: `${ASK_RESOURCES} has no code for ${alexaRegion} in profile ${name}; it has it for ${namesOf(profile.regions)}.`,
      remedy: { say: "Choose one by --alexa-region, or add the region as docs/setup.md shows." },
    });
  }
  return { file, profile, region };
}

async function readResources(folder: string): Promise<JsonFile> {
  const text = await readFile(join(folder, ASK_RESOURCES), "utf8").catch((error: Error) => {
    throw unreadable(`${ASK_RESOURCES} cannot be read`, error);
  });
  // What finds lines is a tool of the project's, and the command is to start without its tools.
  const { NoJsonError, readJson } = await import("../../../infrastructure/checks/json-file.ts");
  try {
    return readJson(ASK_RESOURCES, text);
  } catch (error) {
    if (error instanceof NoJsonError) throw unreadable(`${ASK_RESOURCES}:${error.line}: this is no JSON`, error);
    throw error;
  }
}

function unreadable(what: string, cause: Error): Broken {
  const remedy = { say: `Correct it, or restore the committed one: git checkout -- ${ASK_RESOURCES}` };
  return new Broken({ breakage: "ask-resources-unreadable", sentence: `${what}.`, remedy }, { cause });
}

function namesOf(named: readonly { readonly name: string }[]): string {
  return named.map(({ name }) => name).join(", ") || "none";
}
