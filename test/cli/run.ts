import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";

const command = join(import.meta.dirname, "../../dist/cli/camera-skill.mjs");

/** What a finished command left. */
export interface Finished {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export type Running = ChildProcessByStdio<null, Readable, Readable>;

const running = new Set<Running>();

/** Starts the built command; it sees nothing of this process's environment but the PATH, and what it is given. */
export function start(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Running {
  const child = spawn(process.execPath, [command, ...args], {
    env: { PATH: process.env.PATH ?? "", NO_COLOR: "1", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  child.once("exit", () => running.delete(child));
  return child;
}

/** Ends what a test that failed has left running. */
export function endAll(): void {
  for (const child of running) child.kill("SIGKILL");
}

/** Runs the built command to its end. */
export async function run(...args: string[]): Promise<Finished> {
  return finished(start(args));
}

/** Waits for a command's end, and reads what it writes until then. */
export async function finished(child: Running): Promise<Finished> {
  const exit = once(child, "exit");
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: (await exit)[0], out, err };
}

/** Gives the lines of a command's output, one by one. */
export function lines(child: Running): AsyncIterator<string> {
  return createInterface(child.stdout)[Symbol.asyncIterator]();
}

/** Gives the lines of a command's standard error, one by one. */
export function errorLines(child: Running): AsyncIterator<string> {
  return createInterface(child.stderr)[Symbol.asyncIterator]();
}

/** Reads lines until one holds the text. */
export async function untilLine(child: AsyncIterator<string>, wanted: string): Promise<string> {
  for (;;) {
    const { value, done } = await child.next();
    if (done) throw new Error(`the output ended without "${wanted}"`);
    if (value.includes(wanted)) return value;
  }
}
