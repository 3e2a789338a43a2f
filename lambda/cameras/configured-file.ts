import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Config } from "../config.ts";
import type { Log } from "../observability/log.ts";
import { CAMERAS_FILE, createFileRegistry } from "./file.ts";
import type { CameraOwners, CameraRegistry } from "./registry.ts";

/** The registry in the file that was deployed with the code. */
export function configuredFileRegistry(
  { LAMBDA_TASK_ROOT }: Pick<Config, "LAMBDA_TASK_ROOT">,
  log: Log,
): CameraRegistry & CameraOwners {
  const path = join(LAMBDA_TASK_ROOT, CAMERAS_FILE);
  return createFileRegistry({ read: () => (existsSync(path) ? readFileSync(path, "utf8") : undefined), log });
}
