import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { stripVTControlCharacters } from "node:util";

/** A program to run. */
export interface Program {
  /** The program and its parameters. */
  readonly command: readonly string[];
  readonly cwd: string;
  /** All of its environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** How long it may take, in milliseconds. */
  readonly limitMs: number;
  /** Ends it early. */
  readonly signal?: AbortSignal;
  /** Each line that it writes, as it comes. */
  readonly onLine?: (line: string) => void;
}

/** What came of it. */
export interface ProgramRun {
  /** Null where a signal has ended it. */
  readonly exitCode: number | null;
  /** Both of its streams, without control sequences. */
  readonly output: string;
}

/** A program did not end in time. */
export class Overdue extends Error {
  override readonly name = "Overdue";
  /** What it had written. */
  readonly output: string;

  constructor(message: string, output: string) {
    super(message);
    this.output = output;
  }
}

/**
 * Runs a program to its end, with nobody to answer its questions. It and all that it started are ended with the signal.
 * @throws {Overdue} when it takes too long.
 * @throws the signal's reason when that ends it, and {Error} when the program is not there.
 */
export async function runProgram({ command, cwd, environment, limitMs, ...options }: Program): Promise<ProgramRun> {
  const { signal, onLine } = options;
  signal?.throwIfAborted();
  const [program = "", ...parameters] = command;
  // A group of its own, by which what the program starts is ended as well; Windows has none.
  const child = spawn(program, parameters, {
    cwd,
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
    detached: process.platform !== "win32",
  });
  const chunks: Buffer[] = [];
  let lastLine = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    createInterface(stream).on("line", (line) => {
      const text = stripVTControlCharacters(line).trim();
      if (text === "") return;
      lastLine = text;
      onLine?.(text);
    });
  }
  const output = () => stripVTControlCharacters(Buffer.concat(chunks).toString("utf8"));
  const limit = AbortSignal.timeout(limitMs);
  const end = AbortSignal.any([limit, ...(signal ? [signal] : [])]);
  const onEnd = () => endGroup(child);
  end.addEventListener("abort", onEnd);
  try {
    const [exitCode] = (await once(child, "close")) as [number | null];
    signal?.throwIfAborted();
    if (!limit.aborted) return { exitCode, output: output() };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    throw new Error(`there is no program ${program} on the PATH`);
  } finally {
    end.removeEventListener("abort", onEnd);
  }
  const last = lastLine === "" ? "it had written nothing" : `its last line: ${lastLine}`;
  const what = command.slice(0, 2).join(" ");
  throw new Overdue(`${what} had not ended after ${limitMs / 1000} s; ${last}`, output());
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? child.pid : -child.pid, "SIGKILL");
  } catch {
    // It has ended meanwhile.
  }
}
