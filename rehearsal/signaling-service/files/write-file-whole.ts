import { randomBytes } from "node:crypto";
import { open, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** How the name of a file ends that is being written. */
const UNFINISHED = ".new";

/**
 * Writes a file so that after a power cut it is there whole or not at all, and never half of it.
 * @param put how the written file comes to its path: by default in place of one that is there.
 */
export async function writeFileWhole(
  path: string,
  text: string,
  mode: number,
  put: (written: string, path: string) => Promise<void> = rename,
): Promise<void> {
  // Other processes may write the same file at the same time.
  const written = `${path}.${randomBytes(4).toString("hex")}${UNFINISHED}`;
  try {
    const file = await open(written, "wx", mode);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await put(written, path);
  } finally {
    await rm(written, { force: true });
  }
  // The file's name is safe only once the directory is written out.
  const directory = await open(dirname(path), "r");
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

/** Removes what processes that were killed had begun to write for this path; nobody may be writing it now. */
export async function removeUnfinished(path: string): Promise<void> {
  const directory = dirname(path);
  for (const name of await readdir(directory)) {
    if (!name.startsWith(`${basename(path)}.`) || !name.endsWith(UNFINISHED)) continue;
    await rm(join(directory, name), { force: true });
  }
}
