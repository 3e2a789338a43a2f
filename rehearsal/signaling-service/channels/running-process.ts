import { readFile } from "node:fs/promises";

/** A process that a lock names. */
export interface LockingProcess {
  readonly pid: number;
  /** When it was started, as far as the system tells: ids are used again. */
  readonly birth: string | undefined;
}

/** This process, as a lock names it. */
export async function thisProcess(): Promise<LockingProcess> {
  return { pid: process.pid, birth: (await statusOf(process.pid))?.birth };
}

/** Whether a process still runs. One that has been killed and that nobody has asked after does not. */
export async function isRunning({ pid, birth }: LockingProcess): Promise<boolean> {
  if (!exists(pid)) return false;
  const status = await statusOf(pid);
  return status === undefined || !(status.isDead || (birth !== undefined && birth !== status.birth));
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as another user's.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** What Linux tells of a process; undefined elsewhere, and once it has gone. Source: proc_pid_stat(5). */
async function statusOf(pid: number): Promise<{ isDead: boolean; birth: string | undefined } | undefined> {
  let text: string;
  try {
    text = await readFile(`/proc/${pid}/stat`, "utf8");
  } catch {
    return undefined;
  }
  // Field 2, the program's name, is in parentheses and may hold anything; state is field 3, starttime field 22.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return { isDead: fields[0] === "Z" || fields[0] === "X", birth: fields[19] };
}
