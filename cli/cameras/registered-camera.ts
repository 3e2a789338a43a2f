import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { CAMERAS_FILE, parseCameras } from "../../lambda/cameras/file.ts";
import { Failure } from "../../lambda/failure.ts";
import type { CameraRecord } from "../../protocol/camera-record.ts";
import { knownCamera, type Skill } from "./skill.ts";

/**
 * The camera of an id, wherever the skill has its cameras: in the table, or in the folder's file where the stack takes
 * them from there.
 * @throws {Error} in words for people, where there is none of that id; {Failure} where the file cannot be read.
 */
export async function registeredCamera(
  { place, catalogue }: Pick<Skill, "place" | "catalogue">,
  folder: string,
  id: string,
): Promise<CameraRecord> {
  if (!place.camerasInFile) return knownCamera({ catalogue }, id);
  const file = join("lambda", CAMERAS_FILE);
  const text = await readFile(join(folder, file), "utf8").catch(() => {
    throw new Error(`there is no ${file} in ${folder}, from which the skill has its cameras`);
  });
  const cameras = parseCameras(text);
  if (cameras instanceof Failure) throw cameras;
  const found = cameras.find((camera) => camera.id === id);
  if (found !== undefined) return found;
  const ids = cameras.map((camera) => camera.id).join(", ") || "none";
  throw new Error(`there is no camera "${id}" in ${file}; there are: ${ids}`);
}
