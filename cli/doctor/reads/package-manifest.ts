import { readFile } from "node:fs/promises";
import { join, posix } from "node:path";
import * as z from "zod/mini";
import { Broken } from "../link.ts";
import type { Patient } from "../patient.ts";
import { readAskProfile } from "./ask-profile.ts";
import { manifestSchema, type SkillManifest } from "./skill-manifest.ts";

/** The manifest in the project's folder. */
export interface PackageManifest {
  /** Below the folder. */
  readonly path: string;
  readonly manifest: SkillManifest;
}

/**
 * Reads skill.json of the profile that is examined.
 * @throws {Broken} `manifest-unreadable`, and as {@link readAskProfile}.
 */
export async function readPackageManifest(patient: Patient): Promise<PackageManifest> {
  const { profile } = await patient.read(readAskProfile);
  const path = posix.join(profile.packageFolder, "skill.json");
  try {
    const text = await readFile(join(patient.folder, path), "utf8");
    return { path, ...z.parse(z.object({ manifest: manifestSchema }), JSON.parse(text)) };
  } catch (error) {
    const sentence = `${path} cannot be read, or is no manifest.`;
    const say = `Correct it (npm run skill:check says what is wrong), or restore the committed one: git checkout -- ${path}`;
    throw new Broken({ breakage: "manifest-unreadable", sentence, remedy: { say } }, { cause: error });
  }
}
