import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { DataDirectoryInUse, startSignalingService } from "../../../rehearsal/signaling-service/index.ts";

let parent: string;
let dataDirectory: string;
const children = new Set<ChildProcessByStdio<Writable, Readable, null>>();
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "signaling-service-"));
  dataDirectory = join(parent, "data");
});
afterEach(async () => {
  await Promise.all([...children].map((child) => end(child, "SIGKILL")));
  await rm(parent, { recursive: true, force: true });
});

/** Starts a service in another process and reads its first line: its URL, or why it did not start. */
async function startElsewhere(directory = dataDirectory) {
  const script = join(import.meta.dirname, "support/service-process.ts");
  const child = spawn(process.execPath, ["--import", "tsx", script, directory], { stdio: ["pipe", "pipe", "inherit"] });
  children.add(child);
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  return { child, line };
}

async function end(child: ChildProcessByStdio<Writable, Readable, null>, signal: "SIGKILL" | "SIGTERM") {
  children.delete(child);
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill(signal);
  await exit;
}

/** The id of a process that has ended. */
async function endedProcess(): Promise<number> {
  const child = spawn(process.execPath, ["--version"], { stdio: "ignore" });
  await once(child, "exit");
  return child.pid ?? 0;
}

const locks = async () => (await readdir(dataDirectory)).filter((name) => name.endsWith(".lock"));

describe("a data directory that a service runs on", () => {
  it("is refused to a service of another process, in words that name the process", async () => {
    const { child, line } = await startElsewhere();
    expect(line).toMatch(/^http:/);
    const start = startSignalingService({ dataDirectory });
    await expect(start).rejects.toBeInstanceOf(DataDirectoryInUse);
    await expect(start).rejects.toThrow(
      `a signaling service already runs on ${dataDirectory} (process ${child.pid}): stop it, or choose another directory`,
    );
    const service = await startSignalingService({ dataDirectory: join(parent, "other") });
    await service.stop();
  });

  it("is refused to a service of the same process, by whatever path", async () => {
    const first = await startSignalingService({ dataDirectory });
    await symlink(dataDirectory, join(parent, "link"));
    for (const path of [dataDirectory, `${dataDirectory}/.`, join(parent, "link")]) {
      await expect(startSignalingService({ dataDirectory: path })).rejects.toBeInstanceOf(DataDirectoryInUse);
    }
    await first.stop();
  });

  it("goes to one of two that start at the same moment", async () => {
    const outcomes = await Promise.allSettled([1, 2].map(() => startSignalingService({ dataDirectory })));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    for (const outcome of outcomes) if (outcome.status === "fulfilled") await outcome.value.stop();
  });

  it("keeps its lock when a second start is refused", async () => {
    const first = await startSignalingService({ dataDirectory });
    await expect(startSignalingService({ dataDirectory })).rejects.toBeInstanceOf(DataDirectoryInUse);
    expect((await startElsewhere()).line).toContain("DataDirectoryInUse: a signaling service already runs on");
    await first.stop();
  });
});

describe("a data directory is free again", () => {
  it("once its service has stopped, and no lock is left in it", async () => {
    const first = await startSignalingService({ dataDirectory });
    const [lock = ""] = await locks();
    expect(lock).toMatch(new RegExp(`^service-${process.pid}(-\\d+)?\\.lock$`));
    expect((await stat(join(dataDirectory, lock))).mode & 0o777).toBe(0o600);
    await first.stop();
    expect(await locks()).toEqual([]);
    await (await startSignalingService({ dataDirectory })).stop();
  });

  it("after kill -9", async () => {
    const { child, line } = await startElsewhere();
    expect(line).toMatch(/^http:/);
    await end(child, "SIGKILL");
    expect(await locks()).toEqual([expect.stringContaining(`service-${child.pid}`)]);
    const service = await startSignalingService({ dataDirectory });
    expect(await locks()).toEqual([expect.stringContaining(`service-${process.pid}`)]);
    await service.stop();
  });

  it("after a kill -9 in the middle of the first start: a lock, and half of the first file", async () => {
    await mkdir(dataDirectory);
    await writeFile(join(dataDirectory, `service-${await endedProcess()}.lock`), "");
    await writeFile(join(dataDirectory, "channels.json.new"), '{"kind":"signal');
    await (await startSignalingService({ dataDirectory })).stop();
  });

  it("after a kill -9 of a process that had this one's id, as the first of a container has", async () => {
    await mkdir(dataDirectory);
    await writeFile(join(dataDirectory, `service-${process.pid}.lock`), "");
    await (await startSignalingService({ dataDirectory })).stop();
    expect(await locks()).toEqual([]);
  });

  (process.platform === "linux" ? it : it.skip)("after a kill -9 that the parent has not noticed yet", async () => {
    // The shell becomes another program, which asks after no child of the shell's.
    const parentProcess = spawn("sh", ["-c", "sleep 60 & echo $!; exec sleep 60"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [line] = (await once(createInterface(parentProcess.stdout), "line")) as [string];
    try {
      await mkdir(dataDirectory);
      await writeFile(join(dataDirectory, `service-${line}.lock`), "");
      await expect(startSignalingService({ dataDirectory })).rejects.toBeInstanceOf(DataDirectoryInUse);
      process.kill(Number(line), "SIGKILL");
      while (!(await readFile(`/proc/${line}/stat`, "utf8")).includes(") Z ")) await setImmediate();
      await (await startSignalingService({ dataDirectory })).stop();
    } finally {
      parentProcess.kill("SIGKILL");
    }
  });

  (process.platform === "linux" ? it : it.skip)("when the id of its process is another's by now", async () => {
    await mkdir(dataDirectory);
    await writeFile(join(dataDirectory, `service-${process.ppid}-1.lock`), "");
    await (await startSignalingService({ dataDirectory })).stop();
  });

  it("after a start that failed, for whatever reason", async () => {
    const other = await startSignalingService();
    const port = Number(new URL(other.controlPlaneUrl).port);
    await expect(startSignalingService({ dataDirectory, port })).rejects.toThrow(`port ${port} is in use`);
    await other.stop();
    await writeFile(join(dataDirectory, "channels.json"), "torn");
    await expect(startSignalingService({ dataDirectory })).rejects.toThrow("torn");
    expect(await locks()).toEqual([]);
    await (await startSignalingService({ dataDirectory })).stop();
  });
});
