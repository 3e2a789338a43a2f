import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * Makes a browser in which somebody is signed in already and agrees to what they are asked: it goes where it is sent, and
 * where that sends it. Programs take it by the variable BROWSER on Linux.
 * @returns the path of its program.
 */
export async function createBrowser(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const program = join(folder, "browser");
  const visit = "fetch(process.argv[1]).then((page) => page.text())";
  await writeFile(program, `#!/bin/sh\nexec '${process.execPath}' -e '${visit}' -- "$1"\n`, { mode: 0o755 });
  return program;
}
