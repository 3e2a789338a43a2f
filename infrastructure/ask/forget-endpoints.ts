import { readFile, writeFile } from "node:fs/promises";
import { join, posix } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { withoutDeployedParts } from "../../rehearsal/deploy-targets/ask-cli/deployed-parts.ts";
import { asRecord, readJson } from "../checks/json-file.ts";

/** Where the skill package is, unless ask-resources.json says otherwise. */
const PACKAGE = "./skill-package";

/**
 * Takes out of a profile's skill.json what `ask deploy` has written into it: they may be another skill's functions, and
 * SMAPI refuses the whole package then, before ask-cli writes the right ones.
 * @returns the file's path where it was changed.
 * @throws {NoJsonError} and file errors.
 */
export async function forgetEndpoints(folder: string, profile: string): Promise<string | undefined> {
  const resources = readJson("ask-resources.json", await readFile(join(folder, "ask-resources.json"), "utf8"));
  const source = resources.textAt(["profiles", profile, "skillMetadata", "src"]) ?? PACKAGE;
  const path = posix.join(source, "skill.json");
  const manifest = readJson(path, await readFile(join(folder, path), "utf8"));
  const bare = withoutDeployedParts(manifest.value);
  if (isDeepStrictEqual(asRecord(bare), asRecord(manifest.value))) return undefined;
  // As ask-cli writes it.
  await writeFile(join(folder, path), JSON.stringify(bare, null, 2));
  return path;
}
