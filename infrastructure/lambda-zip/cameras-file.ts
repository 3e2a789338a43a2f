import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { CAMERAS_FILE, parseCameras } from "../../lambda/cameras/file.ts";
import { Failure } from "../../lambda/failure.ts";
import { noJsonAt } from "../checks/no-json-at.ts";

/**
 * Reads the project's cameras.json, and holds it to the rules by which the skill will read it.
 * @returns the file's bytes; undefined where there is no such file.
 * @throws {Error} that names the file, and the camera and the field, or the line, that the skill would not take.
 */
export async function readCamerasFile(root: string): Promise<Buffer | undefined> {
  const path = join(root, CAMERAS_FILE);
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new Error(`${CAMERAS_FILE} cannot be read: ${(error as Error).message}`);
  }
  const text = bytes.toString("utf8");
  const cameras = parseCameras(text);
  if (!(cameras instanceof Failure)) return bytes;
  const where = idOfWrongCamera(text, cameras.detail ?? "") ?? lineOfWrongJson(text) ?? "";
  throw new Error(
    `${cameras.detail}${where}. Correct ${path} and try again: cameras.example.json shows how a camera is written.`,
  );
}

/** The problem says which camera by its index, from 0 on; people know it by its id. */
function idOfWrongCamera(text: string, problem: string): string | undefined {
  const index = /^\S+ \[(\d+)\]/.exec(problem)?.[1];
  const id = index === undefined ? undefined : JSON.parse(text)[index]?.id;
  return typeof id === "string" ? ` (the camera ${JSON.stringify(id)})` : undefined;
}

function lineOfWrongJson(text: string): string | undefined {
  // Only bytes show it: JSON has none, and some editors of Windows write one.
  if (text.startsWith("\uFEFF")) return ": it begins with a byte order mark, so save it as UTF-8 without one";
  const at = noJsonAt(text);
  return at && `: line ${at.line}, column ${at.column}`;
}
