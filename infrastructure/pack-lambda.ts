import { basename, resolve } from "node:path";
import { type BuildFailure, build, type Metafile } from "esbuild";
import { builtinsByRequire, requireOfBuiltins } from "./builtins-by-require.ts";
import { bundleMessages } from "./bundle-messages.ts";
import { removeStale } from "./remove-stale.ts";

/** The functions that AWS runs. */
const entryPoints = ["lambda/index.ts", "lambda/camera-events.ts", "lambda/snapshot.ts"];

/**
 * Packs the Lambda functions as AWS runs them: minified ES modules that share their chunks.
 * module-first resolution halves the AWS clients; see the decisions in the design.
 * @param root the project's folder.
 * @param outputFolder holds nothing else afterwards.
 * @param beside further entry points that share the chunks, for measurements.
 * @returns what went into which file.
 * @throws {BuildFailure} when the code cannot be bundled; what is wrong with it, and where, stands on stderr by then.
 */
export async function packLambda(
  root: string,
  outputFolder: string,
  beside: readonly string[] = [],
): Promise<Metafile> {
  const { metafile, warnings } = await build({
    absWorkingDir: root,
    entryPoints: [...entryPoints, ...beside].map((path) => ({ in: path, out: basename(path, ".ts") })),
    outdir: outputFolder,
    outExtension: { ".js": ".mjs" },
    chunkNames: "chunks/[name]-[hash]",
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    platform: "node",
    target: "node20",
    mainFields: ["module", "main"],
    // A chunk's name has the paths of its sources in its hash: with node_modules linked from elsewhere it would differ.
    preserveSymlinks: true,
    alias: { "@aws-sdk/credential-provider-node": "./infrastructure/no-credential-chain.ts" },
    // Some AWS packages are CommonJS inside and call require; an ES module has none of its own.
    banner: { js: requireOfBuiltins },
    plugins: [builtinsByRequire],
    legalComments: "none",
    logLevel: "silent",
    metafile: true,
  }).catch(async (failure: BuildFailure) => {
    process.stderr.write(await bundleMessages("error", failure.errors));
    throw failure;
  });
  process.stderr.write(await bundleMessages("warning", warnings));
  await removeStale(
    outputFolder,
    Object.keys(metafile.outputs).map((path) => resolve(root, path)),
  );
  return metafile;
}
