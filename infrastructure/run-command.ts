import { spawn } from "node:child_process";
import { once } from "node:events";

/** A program to run to its end. */
export interface Command {
  /** The program and its parameters. */
  readonly command: readonly string[];
  readonly cwd: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Whether it has the terminal for itself; else what it writes is kept. */
  readonly inTerminal?: boolean;
  /** Ends it early. */
  readonly signal?: AbortSignal;
}

/** What came of it. */
export interface CommandRun {
  /** 1 where a signal has ended it. */
  readonly exitCode: number;
  /** What it wrote to both of its streams; empty where it had the terminal. */
  readonly output: string;
  /** Of that, what it wrote to standard output. */
  readonly stdout: string;
}

/**
 * Runs a program to its end.
 * @throws {Error} when it is not there, and an AbortError when the signal ends it.
 */
export async function runCommand(options: Command): Promise<CommandRun> {
  const { command, cwd, environment, inTerminal = false, signal } = options;
  const [program = "", ...parameters] = command;
  // Windows starts a .cmd by a shell alone, which wants what has spaces in quotes.
  const shell = program.endsWith(".cmd");
  const child = spawn(shell ? `"${program}"` : program, shell ? parameters.map(quoted) : parameters, {
    cwd,
    env: environment,
    shell,
    stdio: inTerminal ? "inherit" : ["ignore", "pipe", "pipe"],
    ...(signal && { signal }),
  });
  const chunks: Buffer[] = [];
  const printed: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => chunks.push(chunk));
  child.stdout?.on("data", (chunk: Buffer) => printed.push(chunk));
  const [exitCode] = (await once(child, "close")) as [number | null];
  const text = (parts: readonly Buffer[]) => Buffer.concat(parts).toString("utf8");
  return { exitCode: exitCode ?? 1, output: text(chunks), stdout: text(printed) };
}

function quoted(parameter: string): string {
  return /[\s"]/.test(parameter) ? `"${parameter.replaceAll('"', '\\"')}"` : parameter;
}
