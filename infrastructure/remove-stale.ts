import { readdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";

/**
 * Removes what an earlier build left in a folder and this one did not write.
 * Emptying the folder first would pull the files from under a command that is running.
 */
export async function removeStale(folder: string, written: Iterable<string>): Promise<void> {
  const keep = new Set([...written].map((path) => resolve(path)));
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => resolve(join(entry.parentPath, entry.name)));
  await Promise.all(files.filter((file) => !keep.has(file)).map((file) => rm(file)));
}
