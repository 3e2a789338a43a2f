import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { buildNodeModules } from "./build-node-modules.ts";
import { removeStale } from "./remove-stale.ts";

const entryPoint = "rehearsal/signaling-service/package.ts";

/**
 * Builds the signaling service for other people's projects: a module that leaves packages outside and loads TLS only
 * when it is asked for, and the declarations of its types.
 * @param root the project's folder.
 * @param outputFolder holds nothing else afterwards.
 */
export async function buildSignalingService(root: string, outputFolder: string): Promise<void> {
  const [modules, declarations] = await Promise.all([
    buildNodeModules(root, { index: entryPoint }, outputFolder),
    declareTypes(root, join(outputFolder, "types")),
  ]);
  await removeStale(outputFolder, [...modules, ...declarations]);
}

/** Writes the declarations, and gives those that a user of the module comes to: the others are left out. */
async function declareTypes(root: string, outDir: string): Promise<Set<string>> {
  const compiler = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");
  const project = join(root, "infrastructure/signaling-service.tsconfig.json");
  await promisify(execFile)(process.execPath, [compiler, "--project", project, "--outDir", outDir]);
  const reached = new Set<string>();
  const follow = async (file: string): Promise<void> => {
    if (reached.has(file)) return;
    reached.add(file);
    const imports = (await readFile(file, "utf8")).matchAll(/(?:from |import\()"(\.[^"]+)\.ts"/g);
    await Promise.all([...imports].map(([, path = ""]) => follow(join(dirname(file), `${path}.d.ts`))));
  };
  await follow(join(outDir, entryPoint.replace(/\.ts$/, ".d.ts")));
  return reached;
}
