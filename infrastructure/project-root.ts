import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the project that these commands are part of. */
export const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)));
