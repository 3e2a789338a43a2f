import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Puts a program where a PATH finds it, as `npm install --global` does. */
export async function writeProgram(folder: string, name: string, command: readonly string[]): Promise<void> {
  await writeScript(folder, name, `exec ${command.map(quoted).join(" ")} "$@"\n`);
}

/** Puts a script of sh where a PATH finds it. */
export async function writeScript(folder: string, name: string, script: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), `#!/bin/sh\n${script}`, { mode: 0o755 });
}

/** A word as sh takes it for one. */
export function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
