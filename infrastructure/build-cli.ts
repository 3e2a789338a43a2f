import { chmod } from "node:fs/promises";
import { join } from "node:path";
import { buildNodeModules } from "./build-node-modules.ts";
import { removeStale } from "./remove-stale.ts";

/**
 * Builds the `camera-skill` command and the runtime client that the rehearsal starts in a process of its own.
 * Packages stay outside: they are installed beside it.
 */
export async function buildCli(root: string, outputFolder: string): Promise<void> {
  const entryPoints = {
    "cli/camera-skill": "cli/camera-skill.ts",
    "rehearsal/runtime-client": "rehearsal/lambda-runtime/runtime-client.ts",
  };
  const written = await buildNodeModules(root, entryPoints, outputFolder);
  for (const folder of ["cli", "chunks", "rehearsal"]) await removeStale(join(outputFolder, folder), written);
  await chmod(join(outputFolder, "cli/camera-skill.mjs"), 0o755);
}
