import * as z from "zod/mini";
import { type CameraRecord, cameraRecordSchema } from "../../protocol/camera-record.ts";
import { Failure } from "../failure.ts";
import type { Log } from "../observability/log.ts";
import type { CameraOwners, CameraRegistry } from "./registry.ts";

/** The registry's file, at the root of the deployed code: a JSON array of camera records. */
export const CAMERAS_FILE = "cameras.json";

/** What the file registry stands on. */
export interface FileRegistryOptions {
  /** The file's text, or undefined when there is no such file. */
  readonly read: () => string | undefined;
  readonly log: Log;
}

/**
 * A registry that reads cameras.json once, when it is first asked. A missing file is an empty registry, and the log
 * says so; a wrong one fails every lookup and names the wrong field.
 */
export function createFileRegistry({ read, log }: FileRegistryOptions): CameraRegistry & CameraOwners {
  let loaded: CameraRecord[] | Failure | undefined;

  function cameras(): CameraRecord[] {
    loaded ??= load(read, log);
    if (loaded instanceof Failure) throw loaded;
    return loaded;
  }

  return {
    async camerasOf(userId) {
      return cameras().filter((camera) => camera.owners.includes(userId));
    },
    async cameraOf(userId, cameraId) {
      return cameras().find((camera) => camera.id === cameraId && camera.owners.includes(userId));
    },
    async recordOf(cameraId) {
      return cameras().find((camera) => camera.id === cameraId);
    },
  };
}

function load(read: FileRegistryOptions["read"], log: Log): CameraRecord[] | Failure {
  let text: string | undefined;
  try {
    text = read();
  } catch (cause) {
    return new Failure("registry-unreachable", { detail: `${CAMERAS_FILE} cannot be opened`, cause });
  }
  if (text === undefined) {
    log.warn(`there is no ${CAMERAS_FILE} beside the code, so no user has a camera: write one and deploy again`);
    return [];
  }
  return parseCameras(text);
}

/** Reads the text of cameras.json; a failure names the first wrong field. */
export function parseCameras(text: string): CameraRecord[] | Failure {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // JSON.parse quotes its input in the message.
    return new Failure("registry-unreachable", { detail: `${CAMERAS_FILE} is not JSON` });
  }
  const parsed = z.safeParse(z.array(cameraRecordSchema), json);
  if (!parsed.success) return new Failure("registry-unreachable", { detail: problemOf(parsed.error.issues[0]) });
  const ids = parsed.data.map(({ id }) => id);
  const twice = ids.findIndex((id, index) => ids.indexOf(id) !== index);
  if (twice >= 0) return new Failure("registry-unreachable", { detail: `${CAMERAS_FILE} [${twice}].id is used twice` });
  return parsed.data;
}

function problemOf(issue: z.core.$ZodIssue | undefined): string {
  const path = (issue?.path ?? []).map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
  if (path === "") return `${CAMERAS_FILE} is not an array of cameras`;
  if (issue?.code === "unrecognized_keys") return `${CAMERAS_FILE} ${path} has a field that no camera has`;
  // The record's own words where it has some; they quote no value.
  const words = issue?.message === undefined || /^invalid/i.test(issue.message) ? "is missing or wrong" : issue.message;
  return `${CAMERAS_FILE} ${path} ${words}`;
}
