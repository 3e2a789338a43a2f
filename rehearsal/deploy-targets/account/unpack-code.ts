import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import type { ReadArtifact } from "../deployed-stack.ts";
import type { StackFunction } from "./functions-of-stack.ts";

/**
 * Unpacks a function's code out of the bucket of artifacts, into a folder that holds nothing else afterwards.
 * @throws {Error} when there is no such version of the artifact.
 */
export async function unpackCode(
  { name, code }: Pick<StackFunction, "name" | "code">,
  region: string,
  readArtifact: ReadArtifact,
  folder: string,
): Promise<void> {
  const zip = readArtifact({ region, ...code });
  if (zip === undefined) {
    throw new Error(`${name} has no code: there is no version ${code.versionId} of s3://${code.bucket}/${code.key}`);
  }
  await rm(folder, { recursive: true, force: true });
  for (const [path, bytes] of Object.entries(unzipSync(zip))) {
    if (path.endsWith("/")) continue;
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, bytes);
  }
}
