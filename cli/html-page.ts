import { constants } from "node:fs";
import { access, stat, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { WrongUsage } from "./wrong-usage.ts";

/**
 * Finds out, without touching it, whether a file can be written, so that a long run need not end with finding out that
 * it cannot. What it finds may have changed by then.
 * @throws {Error} that says why it cannot be.
 */
export async function refuseUnwritable(file: string): Promise<void> {
  const existing = await stat(file).catch(() => undefined);
  if (existing?.isDirectory()) throw new WrongUsage(`${file} cannot be written: it is a folder.`);
  if (existing === undefined) {
    const folder = dirname(resolve(file));
    const isFolder = await stat(folder).then(
      (found) => found.isDirectory(),
      () => false,
    );
    if (!isFolder) throw new WrongUsage(`${file} cannot be written: there is no folder ${folder}.`);
  }
  await access(existing === undefined ? dirname(resolve(file)) : file, constants.W_OK).catch(() => {
    throw new WrongUsage(`${file} cannot be written: permission is missing.`);
  });
}

/**
 * Writes the report's page.
 * @throws {Error} that says that only the page is missing.
 */
export async function writePage(file: string, page: string): Promise<void> {
  await writeFile(file, page).catch(() => {
    throw new Error(`${file} cannot be written any more: the report was printed, and there is no page of it.`);
  });
}
