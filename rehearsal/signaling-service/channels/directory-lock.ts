import { readdir, realpath, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isRunning, type LockingProcess, thisProcess } from "./running-process.ts";

/** Another service runs on the data directory; two would overwrite each other's files. */
export class DataDirectoryInUse extends Error {
  override readonly name = "DataDirectoryInUse";
}

/** The directories this process has locked: its id alone cannot tell two services of one process apart. */
const held = new Set<string>();

/**
 * Locks a directory for one service among all processes of this machine; the function returned gives it up.
 * The lock is a file that bears the process's id and start in its name, so that none is ever half written; one whose
 * process is dead, as after kill -9, counts for nothing and is removed.
 * @throws {DataDirectoryInUse}
 */
export async function lockDirectory(directory: string): Promise<() => Promise<void>> {
  const path = await realpath(directory);
  const self = await thisProcess();
  const own = lockName(self);
  const inUse = (pid: number, name: string) =>
    new DataDirectoryInUse(
      `a signaling service already runs on ${directory} (process ${pid}): stop it, or choose another directory. ` +
        `If that process is something else, remove ${join(path, name)}.`,
    );
  if (held.has(path)) throw inUse(self.pid, own);
  held.add(path);
  const release = async () => {
    await rm(join(path, own), { force: true });
    held.delete(path);
  };
  try {
    // First its own lock, then a look at the others': of two that start at once, at least one sees the other.
    await writeFile(join(path, own), "", { mode: 0o600 });
    for (const name of await readdir(path)) {
      const other = processOf(name);
      if (other === undefined || name === own) continue;
      // A lock of an earlier process of this one's id cannot be another service's of this one: that is in `held`.
      if (other.pid !== self.pid && (await isRunning(other))) throw inUse(other.pid, name);
      await rm(join(path, name), { force: true });
    }
  } catch (error) {
    await release();
    throw error;
  }
  return release;
}

function lockName({ pid, birth }: LockingProcess): string {
  return `service-${pid}${birth === undefined ? "" : `-${birth}`}.lock`;
}

function processOf(name: string): LockingProcess | undefined {
  const [, pid, birth] = /^service-(\d{1,10})(?:-(\d{1,20}))?\.lock$/.exec(name) ?? [];
  return pid === undefined ? undefined : { pid: Number(pid), birth };
}
