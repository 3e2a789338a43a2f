import { mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import { packLambda } from "../../infrastructure/pack-lambda.ts";

/** A function to be started, in a folder as /var/task has it. */
export interface ColdFunction {
  readonly taskRoot: string;
  readonly handler: string;
}

/** The skill as it is deployed. */
export async function packedSkill(root: string, taskRoot: string): Promise<ColdFunction> {
  await packLambda(root, taskRoot);
  return { taskRoot, handler: "index.handler" };
}

/** The same sources without bundling: each file compiled for itself, with the project's node_modules beside them. */
export async function unbundledSkill(root: string, taskRoot: string): Promise<ColdFunction> {
  await compileEach(root, taskRoot, "lambda/index.ts");
  return { taskRoot, handler: "lambda/index.handler" };
}

/** The straightforward handler without bundling. */
export async function unbundledThreeCalls(root: string, taskRoot: string): Promise<ColdFunction> {
  await compileEach(root, taskRoot, "bench/cold/three-calls.ts");
  return { taskRoot, handler: "bench/cold/three-calls.handler" };
}

/** The straightforward handler as esbuild bundles it when it is told no more than that it is for Node.js. */
export async function bundledThreeCalls(root: string, taskRoot: string): Promise<ColdFunction> {
  const entryPoints = [join(root, "bench/cold/three-calls.ts")];
  await build({ entryPoints, outfile: join(taskRoot, "index.cjs"), bundle: true, platform: "node" });
  return { taskRoot, handler: "index.handler" };
}

/** A handler that has nothing to load and nothing to do. */
export async function emptyHandler(taskRoot: string): Promise<ColdFunction> {
  await mkdir(taskRoot, { recursive: true });
  await writeFile(join(taskRoot, "index.mjs"), "export const handler = async () => ({});\n");
  return { taskRoot, handler: "index.handler" };
}

/** Compiles a file, and every file of ours that it imports, into modules of their own. */
async function compileEach(root: string, taskRoot: string, entryPoint: string): Promise<void> {
  const common = { absWorkingDir: root, format: "esm", platform: "node", outdir: taskRoot, write: false } as const;
  // Bundling into nothing says which files there are.
  const { metafile } = await build({
    ...common,
    entryPoints: [entryPoint],
    bundle: true,
    splitting: true,
    packages: "external",
    metafile: true,
  });
  const compiled = await build({ ...common, entryPoints: Object.keys(metafile.inputs), outbase: "." });
  for (const { path, text } of compiled.outputFiles) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text.replaceAll(/((?:from|import) ?\(?")(\.[^"]*)\.ts"/g, '$1$2.js"'));
  }
  await writeFile(join(taskRoot, "package.json"), JSON.stringify({ type: "module" }));
  await symlink(join(root, "node_modules"), join(taskRoot, "node_modules"), "junction");
}
