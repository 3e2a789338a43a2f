import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve, sep } from "node:path";
import { unzipSync } from "fflate";
import { CAMERAS_FILE } from "../../lambda/cameras/file.ts";
import { packLambda } from "../pack-lambda.ts";
import { readCamerasFile } from "./cameras-file.ts";
import { reproducibleZip } from "./reproducible-zip.ts";

/** What the zip may have without cameras.json: each of the functions loads it before its first answer. */
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
  if (cameras === undefined) onWarning(withoutCameras);
  const files = await packedCode(root);
  const code = reproducibleZip(files);
  if (code.length > MAXIMAL_BYTES) throw new Error(tooLarge(code));
  if (cameras !== undefined) files.set(CAMERAS_FILE, cameras);
  const bytes = cameras === undefined ? code : reproducibleZip(files);
  await mkdir(dirname(resolve(zip)), { recursive: true });
  await writeFile(zip, bytes);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { bytes: bytes.length, sha256, files: [...files.keys()].sort() };
}

const withoutCameras = `there is no ${CAMERAS_FILE}: discovery finds no camera unless it is in the table (CAMERAS=dynamodb, the stack's default). Type \`npx camera-skill cameras add\` for the table, or \`cp cameras.example.json ${CAMERAS_FILE}\` and edit that.`;

/** The bundler's output and nothing else, by its path in the zip. */
async function packedCode(root: string): Promise<Map<string, Uint8Array>> {
  const folder = await mkdtemp(join(tmpdir(), "package-lambda-"));
  try {
    const { outputs } = await packLambda(root, folder);
    const paths = Object.keys(outputs).map((output) => resolve(root, output));
    const files = paths.map(async (path): Promise<[string, Uint8Array]> => {
      return [relative(folder, path).split(sep).join("/"), await readFile(path)];
    });
    return new Map(await Promise.all(files));
  } finally {
    await rm(folder, { recursive: true });
  }
}

function tooLarge(zip: Uint8Array): string {
  const files: { name: string; size: number }[] = [];
  unzipSync(zip, { filter: (file) => files.push(file) === 0 });
  const biggest = files.sort((a, b) => b.size - a.size).slice(0, 5);
  const list = biggest.map(({ name, size }) => `  ${size} bytes  ${name}`).join("\n");
  return `the zip would have ${zip.length} bytes, and ${MAXIMAL_BYTES} is the most. Its biggest files, compressed:\n${list}`;
}
