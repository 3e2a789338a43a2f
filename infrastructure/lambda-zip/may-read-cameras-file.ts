import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readProfiles } from "../checks/deploy-profile.ts";
import { readJson } from "../checks/json-file.ts";

/**
 * Whether a stack of the project is told, by its parameter `Cameras`, to read cameras.json; also where ask-resources.json
 * does not say so, because it is missing or no JSON.
 */
export async function mayReadCamerasFile(root: string): Promise<boolean> {
  const path = "ask-resources.json";
  try {
    const profiles = readProfiles(readJson(path, await readFile(join(root, path), "utf8")));
    return profiles.some(({ regions }) => regions.some(({ parameters }) => parameters.Cameras === "file"));
  } catch {
    return true;
  }
}
