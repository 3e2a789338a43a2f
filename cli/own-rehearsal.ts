import { permissions } from "../infrastructure/permissions.ts";
import { type Rehearsal, startRehearsal } from "../rehearsal/index.ts";
import { openCatalogue } from "./open-catalogue.ts";
import { packedSkill, pages, runtimeClient } from "./paths.ts";
import type { Progress } from "./progress.ts";

/** Starts a rehearsal that a command has for itself; whoever starts it stops it. */
export async function startOwnRehearsal(
  dataDirectory: string,
  { show }: Pick<Progress, "show">,
  signal: AbortSignal,
): Promise<Rehearsal> {
  return await startRehearsal({
    dataDirectory,
    packedSkill,
    runtimeClient,
    pages,
    openCatalogue,
    permissions,
    onProgress: show,
    signal,
  });
}
