import { type ProgramRun, runProgram } from "../../../rehearsal/deploy-targets/run-program.ts";
import type { Patient } from "../patient.ts";

/**
 * Runs a tool as a terminal in the project's folder would, with nobody to answer its questions; it ends with the
 * examination at the latest.
 * @throws {Overdue} when it takes too long, and {Error} when it is not there.
 */
export async function runTool(patient: Patient, command: readonly string[], limitMs: number): Promise<ProgramRun> {
  const { controller } = patient.client(`tool ${command.join(" ")}`, () => {
    const controller = new AbortController();
    return { controller, destroy: () => controller.abort(new Error("the examination is over")) };
  });
  // Windows starts what npm has installed by a shell alone.
  const shell = process.platform === "win32" ? [patient.environment.ComSpec ?? "cmd.exe", "/d", "/c"] : [];
  return runProgram({
    command: [...shell, ...command],
    cwd: patient.folder,
    environment: defined(patient.environment),
    limitMs,
    signal: AbortSignal.any([patient.signal, controller.signal]),
  });
}

function defined(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
