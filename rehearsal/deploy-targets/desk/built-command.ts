import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as z from "zod/mini";
import type { Workspace } from "../workspace/workspace.ts";

const packageSchema = z.object({ bin: z.optional(z.record(z.string(), z.string())) });

/**
 * Puts the built command where the project's package.json has it, as `npm ci` builds it: npx takes a package's own
 * command before all others, and asks no registry for it.
 */
export async function writeBuiltCommand(workspace: Workspace, cameraSkill: string): Promise<void> {
  const text = await readFile(join(workspace.folder, "package.json"), "utf8").catch(() => "{}");
  const path = z.parse(packageSchema, JSON.parse(text)).bin?.["camera-skill"];
  const script = `#!/usr/bin/env node\nawait import(${JSON.stringify(pathToFileURL(cameraSkill).href)});\n`;
  if (path !== undefined) await workspace.write(path, script);
}
