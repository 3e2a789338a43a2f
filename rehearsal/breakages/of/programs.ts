import { existsSync } from "node:fs";
import { rename, rm, writeFile } from "node:fs/promises";
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
  /** Takes the program away. */
  takeAway(name: string): Promise<void>;
  /** A line of the shell's that puts what was taken away back. */
  putBack(name: string): string;
  /** Takes away what {@link write} has put there; the other one is in its place again. */
  remove(name: string): Promise<void>;
}

/** The programs at a developer's desk. */
export function programsOf({ workspace }: Pick<Developer, "workspace">): Programs {
  const desk = dirname(workspace.folder);
  const pathOf = (name: string) => join(desk, "bin", name);
  const asideOf = (name: string) => join(desk, `${name}.aside`);

  async function takeAway(name: string): Promise<void> {
    await rename(pathOf(name), asideOf(name));
  }

  return {
    desk,
    async write(name, script) {
      if (existsSync(pathOf(name))) await takeAway(name);
      const other = existsSync(asideOf(name)) ? asideOf(name) : onThePath(name);
      await writeFile(pathOf(name), `#!/bin/sh\n${script(quoted(other))}\n`, { mode: 0o755 });
    },
    takeAway,
    putBack: (name) => `mv ${quoted(asideOf(name))} ${quoted(pathOf(name))}`,
    async remove(name) {
      await rm(pathOf(name));
      if (existsSync(asideOf(name))) await rename(asideOf(name), pathOf(name));
    },
  };
}

function onThePath(name: string): string {
  const folders = [dirname(process.execPath), ...(process.env.PATH ?? "").split(delimiter)];
  return join(folders.find((folder) => existsSync(join(folder, name))) ?? "", name);
}
