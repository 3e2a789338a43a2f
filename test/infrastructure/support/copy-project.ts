import { cp, mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";

/** This project's folder. */
export const projectRoot = join(import.meta.dirname, "../../..");

const folders = ["hooks", "infrastructure", "lambda", "protocol", "rehearsal", "signaling-client"];
const packaged = [...folders, "package.json", "tsconfig.json"];

/** Copies what packaging needs of the project into a folder of its own, as `npm ci` has not run there yet. */
export async function copyProject(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await Promise.all(packaged.map((name) => cp(join(projectRoot, name), join(folder, name), { recursive: true })));
}

/** Gives a copy the project's packages. */
export async function linkPackages(folder: string): Promise<void> {
  await symlink(join(projectRoot, "node_modules"), join(folder, "node_modules"));
}
