import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm, symlink, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { quoted } from "../../deploy-targets/desk/write-program.ts";
import type { Developer } from "../../deploy-targets/developer.ts";

/** The programs of a developer's own, which the PATH finds first. */
export interface Programs {
  /** The desk's own folder, for what belongs to its machine. */
  readonly desk: string;
  /**
   * Puts a program of the machine's in another's place, for the shell.
   * @param script of the program; it is given the other one's path.
   */
  write(name: string, script: (other: string) => string): Promise<void>;
  /**
   * Takes the program away, the machine's own of that name too.
   * @returns the line that has the terminal find it no more.
   */
  takeAway(name: string): Promise<string>;
  /** A line of the shell's that puts the desk's own back. */
  putBack(name: string): string;
  /** Takes away what {@link write} has put there; the other one is in its place again. */
  remove(name: string): Promise<void>;
}

/** The programs at a developer's desk. */
export function programsOf({ workspace }: Pick<Developer, "workspace">): Programs {
  const desk = dirname(workspace.folder);
  const pathOf = (name: string) => join(desk, "bin", name);
  const asideOf = (name: string) => join(desk, `${name}.aside`);

  const putAside = (name: string) => rename(pathOf(name), asideOf(name));

  return {
    desk,
    async write(name, script) {
      if (existsSync(pathOf(name))) await putAside(name);
      const other = existsSync(asideOf(name)) ? asideOf(name) : onThePath(name);
      await writeFile(pathOf(name), `#!/bin/sh\n${script(quoted(other))}\n`, { mode: 0o755 });
    },
    async takeAway(name) {
      await putAside(name);
      const others = join(desk, `all-but-${name}`);
      await linkPrograms(others, name);
      return `export PATH=${quoted(join(desk, "bin"))}:${quoted(others)}`;
    },
    putBack: (name) => `mv ${quoted(asideOf(name))} ${quoted(pathOf(name))}`,
    async remove(name) {
      await rm(pathOf(name));
      if (existsSync(asideOf(name))) await rename(asideOf(name), pathOf(name));
    },
  };
}

/** Makes a folder with all programs of the machine's but one. */
async function linkPrograms(folder: string, but: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const names = new Set([but]);
  for (const from of foldersOfPath()) {
    for (const name of await readdir(from).catch(() => [])) {
      if (names.has(name)) continue;
      names.add(name);
      await symlink(join(from, name), join(folder, name));
    }
  }
}

function onThePath(name: string): string {
  return join(foldersOfPath().find((folder) => existsSync(join(folder, name))) ?? "", name);
}

const foldersOfPath = () => [dirname(process.execPath), ...(process.env.PATH ?? "").split(delimiter)];
