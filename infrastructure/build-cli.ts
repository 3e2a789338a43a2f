import { chmod } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { removeStale } from "./remove-stale.ts";

/**
 * Builds the `camera-skill` command and the runtime client that the rehearsal starts in a process of its own.
 * Packages stay outside: they are installed beside it.
 */
export async function buildCli(root: string, outputFolder: string): Promise<void> {
  const { metafile } = await build({
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
    metafile: true,
  });
  const written = Object.keys(metafile.outputs).map((path) => join(root, path));
  for (const folder of ["cli", "chunks", "rehearsal"]) await removeStale(join(outputFolder, folder), written);
  await chmod(join(outputFolder, "cli/camera-skill.mjs"), 0o755);
}
