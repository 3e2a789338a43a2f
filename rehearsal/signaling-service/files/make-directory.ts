import { mkdir, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";

/**
 * Makes a directory for its owner alone, its parents included, step by step: Node's recursive mkdir never ends where
 * the file system says of a new directory in an existing one that there is no such file, as /proc does.
 * @throws {Error} when it cannot be made, or is something else.
 */
export async function makeDirectory(directory: string): Promise<void> {
  const missing: string[] = [];
  let path = resolve(directory);
  try {
    while (!(await exists(path))) {
      missing.unshift(path);
      path = dirname(path);
    }
    for (path of missing) await makeUnlessThere(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new Error(`the directory ${directory} cannot be made: ${code} at ${path}`, { cause: error });
  }
}

/** @throws {Error} ENOTDIR when the path is there and no directory. */
async function exists(path: string): Promise<boolean> {
  try {
    if ((await stat(path)).isDirectory()) return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
  throw Object.assign(new Error("not a directory"), { code: "ENOTDIR" });
}

async function makeUnlessThere(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    // Another service may make it at the same moment.
    if ((error as NodeJS.ErrnoException).code !== "EEXIST" || !(await exists(path))) throw error;
  }
}
