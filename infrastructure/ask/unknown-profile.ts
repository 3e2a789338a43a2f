import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { NoJsonError, readJson } from "../checks/json-file.ts";

const FILE = "ask-resources.json";

/**
 * Refuses a profile that ask-resources.json has not: nothing would be deployed with it.
 * @param folder the project's.
 * @throws {Error} that names those that are there, or says that the file cannot be read.
 */
export async function refuseUnknownProfile(folder: string, profile: string): Promise<void> {
  const text = await readFile(join(folder, FILE), "utf8");
  const names = profilesIn(text);
  if (names.includes(profile)) return;
  throw new Error(
    `there is no profile ${profile} in ${FILE}; there is ${names.join(", ") || "none"}. Copy one of them under that name first`,
  );
}

function profilesIn(text: string): readonly string[] {
  try {
    return Object.keys(readJson(FILE, text).recordAt(["profiles"]));
  } catch (error) {
    if (error instanceof NoJsonError) throw new Error(`${FILE}:${error.line}: this is no JSON`);
    throw error;
  }
}
