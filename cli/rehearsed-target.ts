import { rehearsalTarget } from "../rehearsal/certification/rehearsal-target.ts";
import type { CertificationTarget } from "../rehearsal/certification/target.ts";
import { startOwnRehearsal } from "./own-rehearsal.ts";
import type { Progress } from "./progress.ts";

/** Starts a rehearsal of its own for certification; stopping the target stops it. */
export async function openRehearsedTarget(
  dataDirectory: string,
  progress: Progress,
  signal: AbortSignal,
): Promise<CertificationTarget> {
  const rehearsal = await startOwnRehearsal(dataDirectory, progress, signal);
  return { ...rehearsalTarget(rehearsal.parts), stop: rehearsal.stop };
}
