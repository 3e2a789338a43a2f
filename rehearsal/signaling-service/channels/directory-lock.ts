import { readdir, realpath, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Another service runs on the data directory; two would overwrite each other's files. */
export class DataDirectoryInUse extends Error {
  override readonly name = "DataDirectoryInUse";
}

/** The directories this process has locked: its id alone cannot tell two services of one process apart. */
const held = new Set<string>();

/**
 * Locks a directory for one service among all processes of this machine; the function returned gives it up.
 * The lock is a file that bears the process's id in its name, so that none is ever half written; one whose process is
 * dead, as after kill -9, counts for nothing and is removed.
 * @throws {DataDirectoryInUse}
 */
export async function lockDirectory(directory: string): Promise<() => Promise<void>> {
  const path = await realpath(directory);
  const inUse = (pid: number) =>
    new DataDirectoryInUse(
      `a signaling service already runs on ${directory} (process ${pid}): stop it, or choose another directory. ` +
        `If that process is something else, remove ${join(path, lockName(pid))}.`,
    );
  if (held.has(path)) throw inUse(process.pid);
  held.add(path);
  const release = async () => {
    await rm(join(path, lockName(process.pid)), { force: true });
    held.delete(path);
  };
  try {
    // First its own lock, then a look at the others': of two that start at once, at least one sees the other.
    await writeFile(join(path, lockName(process.pid)), "", { mode: 0o600 });
    for (const name of await readdir(path)) {
      const pid = pidOf(name);
      if (pid === undefined || pid === process.pid) continue;
      if (isRunning(pid)) throw inUse(pid);
      await rm(join(path, name), { force: true });
    }
  } catch (error) {
    await release();
    throw error;
  }
  return release;
}

function lockName(pid: number): string {
  return `service-${pid}.lock`;
}

function pidOf(name: string): number | undefined {
  const [, pid] = /^service-(\d{1,10})\.lock$/.exec(name) ?? [];
  return pid === undefined ? undefined : Number(pid);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as another user's.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
