import { permissions } from "../infrastructure/permissions.ts";
import { rehearsalTarget } from "../rehearsal/certification/rehearsal-target.ts";
import type { CertificationTarget } from "../rehearsal/certification/target.ts";
import { startRehearsal } from "../rehearsal/index.ts";
import { openCatalogue } from "./open-catalogue.ts";
import { packedSkill, pages, runtimeClient } from "./paths.ts";
import type { Progress } from "./progress.ts";

/** Starts a rehearsal of its own for certification; stopping the target stops it. */
export async function openRehearsedTarget(
  dataDirectory: string,
  { show }: Progress,
  signal: AbortSignal,
): Promise<CertificationTarget> {
  const rehearsal = await startRehearsal({
    dataDirectory,
    packedSkill,
    runtimeClient,
    pages,
    openCatalogue,
    permissions,
    onProgress: show,
    signal,
  });
  return { ...rehearsalTarget(rehearsal.parts), stop: rehearsal.stop };
}
