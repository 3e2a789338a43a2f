import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";

/** The functions that AWS runs; later ones join when their file is there. */
const entryPoints = ["index", "camera-events", "snapshot"];

/**
 * Packs the Lambda functions as AWS runs them: minified ES modules that share their chunks.
 * module-first resolution halves the AWS clients; see the decisions in the design.
 * @param root the project's folder.
 * @param outputFolder emptied first.
 */
export async function packLambda(root: string, outputFolder: string): Promise<void> {
  await rm(outputFolder, { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: entryPoints.map((name) => join("lambda", `${name}.ts`)).filter((path) => existsSync(join(root, path))),
    outdir: outputFolder,
    outExtension: { ".js": ".mjs" },
    chunkNames: "chunks/[name]-[hash]",
    bundle: true,
    splitting: true,
    minify: true,
    // A stack trace in a log must name the function; the messages are left out of the logs.
    keepNames: false,
    format: "esm",
    platform: "node",
    target: "node20",
    mainFields: ["module", "main"],
    // Some AWS packages are CommonJS inside and call require; an ES module has none of its own.
    banner: {
      js: 'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);',
    },
    legalComments: "none",
    logLevel: "warning",
  });
}
