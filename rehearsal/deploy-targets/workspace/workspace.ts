import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { withoutDeployedParts } from "../ask-cli/deployed-parts.ts";
import { linkTree } from "./link-tree.ts";
import { projectFiles } from "./project-files.ts";

/** A skill developer's copy of the project. */
export interface Workspace {
  readonly folder: string;
  /** @param path below the folder. */
  read(path: string): Promise<string>;
  write(path: string, text: string): Promise<void>;
  /** Changes a file as a whole. */
  change(path: string, change: (text: string) => string): Promise<void>;
  /**
   * Changes one thing that a file says.
   * @returns what puts it back as it was.
   * @throws {Error} when the file does not say `from` exactly once: the scenario would change nothing, or too much.
   */
  edit(path: string, from: string, to: string): Promise<() => Promise<void>>;
}

const MANIFEST = "skill-package/skill.json";

/**
 * Makes a copy of the project as someone has it who has just cloned it, or made it by `ask new --template-url`, and has
 * run `npm ci`: without repository, build output and notes of deploys.
 * @param project the project's folder, with its node_modules.
 * @param folder is made.
 * @throws {Error} when it cannot be made.
 */
export async function makeWorkspace(project: string, folder: string): Promise<Workspace> {
  const workspace = await copyProject(project, folder);
  await linkTree(join(project, "node_modules"), join(folder, "node_modules"));
  return workspace;
}

/**
 * Makes a copy of the project's own files, as they are committed.
 * @param folder is made.
 * @throws {Error} when it cannot be made.
 */
export async function copyProject(project: string, folder: string): Promise<Workspace> {
  const files = await projectFiles(project);
  const folders = new Set(files.map((file) => dirname(join(folder, file))));
  for (const each of folders) await mkdir(each, { recursive: true });
  await Promise.all(files.map((file) => copyFile(join(project, file), join(folder, file))));
  const workspace = openWorkspace(folder);
  // Whoever has deployed from the project has ARNs of their own account in it.
  await workspace.change(MANIFEST, (text) => `${JSON.stringify(withoutDeployedParts(JSON.parse(text)), null, 2)}\n`);
  return workspace;
}

function openWorkspace(folder: string): Workspace {
  const read = (path: string) => readFile(join(folder, path), "utf8");
  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  };
  return {
    folder,
    read,
    write,
    change: async (path, change) => write(path, change(await read(path))),
    async edit(path, from, to) {
      const before = await read(path);
      const times = before.split(from).length - 1;
      if (times !== 1) throw new Error(`${path} says ${JSON.stringify(from)} ${times} times, and once was expected`);
      await write(
        path,
        before.replace(from, () => to),
      );
      return () => write(path, before);
    },
  };
}
