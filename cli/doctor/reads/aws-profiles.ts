import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Patient } from "../patient.ts";
import { homeOf } from "./ask-config.ts";

/** Reads the names of the profiles that AWS's tools have on this machine, in the order of their files. */
export async function readAwsProfiles({ environment }: Patient): Promise<readonly string[]> {
  const folder = join(homeOf(environment), ".aws");
  const files = [
    environment.AWS_SHARED_CREDENTIALS_FILE || join(folder, "credentials"),
    environment.AWS_CONFIG_FILE || join(folder, "config"),
  ];
  const texts = await Promise.all(files.map((file) => readFile(file, "utf8").catch(() => "")));
  // Other sections, such as those of SSO sessions, have a kind before their name; one with a space is no profile's either.
  const section = /^\s*\[\s*(?:profile\s+)?([\w@%+=:,./-]+)\s*\]/gm;
  const names = texts.flatMap((text) => [...text.matchAll(section)].map(([, name = ""]) => name));
  return [...new Set(names)];
}
