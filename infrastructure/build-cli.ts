import { chmod, rm } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";

/**
 * Builds the `camera-skill` command and the runtime client that the rehearsal starts in a process of its own.
 * Packages stay outside: they are installed beside it.
 */
export async function buildCli(root: string, outputFolder: string): Promise<void> {
  for (const folder of ["cli", "chunks", "rehearsal"])
    await rm(join(outputFolder, folder), { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: {
      "cli/camera-skill": "cli/camera-skill.ts",
      "rehearsal/runtime-client": "rehearsal/lambda-runtime/runtime-client.ts",
    },
    outdir: outputFolder,
    outExtension: { ".js": ".mjs" },
    chunkNames: "chunks/[name]-[hash]",
    bundle: true,
    splitting: true,
    packages: "external",
    format: "esm",
    platform: "node",
    target: "node20",
    logLevel: "warning",
  });
  await chmod(join(outputFolder, "cli/camera-skill.mjs"), 0o755);
}
