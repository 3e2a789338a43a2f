import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { Metafile } from "esbuild";
import { unzipSync } from "fflate";
import { CAMERAS_FILE } from "../../lambda/cameras/file.ts";
import { packLambda } from "../pack-lambda.ts";
import { biggestParts, type PackedPart } from "./biggest-parts.ts";
import { readCamerasFile } from "./cameras-file.ts";
import { mayReadCamerasFile } from "./may-read-cameras-file.ts";
import { reproducibleZip } from "./reproducible-zip.ts";

/**
 * What the zip may have without cameras.json: this project's own budget, for each of the functions loads its code before
 * its first answer. AWS takes far more.
 */
const MAXIMAL_BYTES = 250_000;

/** What is packaged, and where to. */
export interface PackageOptions {
  /** The project's folder. */
  readonly root: string;
  /** The file to write; its folder is made where there is none. */
  readonly zip: string;
  /** Told, in one line, what is no failure and may still be a mistake. */
  readonly onWarning?: (warning: string) => void;
}

/** A zip that was written. */
export interface LambdaZip {
  readonly bytes: number;
  /** In hexadecimal. */
  readonly sha256: string;
  /** The paths of the files in it. */
  readonly files: readonly string[];
}

/**
 * Writes the zip that the stack's three functions run: their code, and the project's cameras.json if it has one. The
 * same sources and the same packages give the same bytes, in whatever folder and at whatever time.
 * @throws {Error} where cameras.json is wrong, the code cannot be bundled, or its zip would have over 250,000
 * bytes, cameras.json not counted; nothing is written then.
 */
export async function packageLambda({ root, zip, onWarning = () => {} }: PackageOptions): Promise<LambdaZip> {
  const cameras = await readCamerasFile(root);
  if (cameras === undefined && (await mayReadCamerasFile(root))) onWarning(withoutCameras);
  const { files, metafile, pathOf } = await packedCode(root);
  const code = reproducibleZip(files);
  if (code.length > MAXIMAL_BYTES) throw new Error(tooLarge(code, metafile, pathOf));
  if (cameras !== undefined) files.set(CAMERAS_FILE, cameras);
  const bytes = cameras === undefined ? code : reproducibleZip(files);
  await mkdir(dirname(resolve(zip)), { recursive: true });
  await writeFile(zip, bytes);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { bytes: bytes.length, sha256, files: [...files.keys()].sort() };
}

const withoutCameras = `there is no ${CAMERAS_FILE}: discovery finds no camera unless it is in the table (CAMERAS=dynamodb, the stack's default). Type \`npx camera-skill cameras add\` for the table, or \`cp cameras.example.json ${CAMERAS_FILE}\` and edit that.`;

interface PackedCode {
  /** The bundler's output and nothing else, by its path in the zip. */
  readonly files: Map<string, Uint8Array>;
  readonly metafile: Metafile;
  /** The path in the zip of one of the metafile's outputs. */
  readonly pathOf: (output: string) => string;
}

async function packedCode(root: string): Promise<PackedCode> {
  const folder = await mkdtemp(join(tmpdir(), "package-lambda-"));
  try {
    const metafile = await packLambda(root, folder);
    const pathOf = (output: string) => relative(folder, resolve(root, output)).split(sep).join("/");
    const files = Object.keys(metafile.outputs).map(async (output): Promise<[string, Uint8Array]> => {
      return [pathOf(output), await readFile(resolve(root, output))];
    });
    return { files: new Map(await Promise.all(files)), metafile, pathOf };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function tooLarge(zip: Uint8Array, metafile: Metafile, pathOf: PackedCode["pathOf"]): string {
  const sizes = new Map<string, number>();
  unzipSync(zip, { filter: ({ name, size }) => !sizes.set(name, size) });
  const outputs = Object.keys(metafile.outputs);
  const compressed = new Map(outputs.map((output) => [output, sizes.get(pathOf(output)) ?? 0]));
  return [
    `the zip would have ${kilobytes(zip.length)}, and ${kilobytes(MAXIMAL_BYTES)} is the most. Its biggest parts, about, compressed:`,
    ...biggestParts(metafile, compressed).map(partLine),
    `Import less, or a smaller entry of a package, such as "zod/mini" for "zod". The limit is this project's own, for a`,
    "quick start: MAXIMAL_BYTES in infrastructure/lambda-zip/package-lambda.ts. AWS takes far more.",
  ].join("\n");
}

function partLine({ name, bytes, importedBy }: PackedPart): string {
  const imports = importedBy.slice(0, 2).map(({ as, files: [first, ...others] }) => {
    const more = others.length === 0 ? "" : ` and ${others.length} more`;
    return `"${as}" in ${first}${more}`;
  });
  const by = imports.length === 0 ? "" : `, imported as ${imports.join(", ")}`;
  return `  ${kilobytes(bytes)}  ${name}${by}`;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1_000).toFixed(bytes < 100_000 ? 1 : 0)} KB`;
}
