import { join } from "node:path";
import { build } from "esbuild";

/**
 * Builds modules for Node.js that share chunks and leave packages outside: they are installed beside them.
 * @param entryPoints the sources, by the path of what becomes of them.
 * @returns the paths of all that was written.
 */
export async function buildNodeModules(
  root: string,
  entryPoints: Record<string, string>,
  outdir: string,
): Promise<string[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints,
    outdir,
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
  return Object.keys(metafile.outputs).map((path) => join(root, path));
}
