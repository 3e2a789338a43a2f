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
}

/** What came of it. */
export interface CommandRun {
  /** 1 where a signal has ended it. */
  readonly exitCode: number;
  /** What it wrote to both of its streams; empty where it had the terminal. */
  readonly output: string;
}

/**
 * Runs a program to its end.
 * @throws {Error} when it is not there.
 */
export async function runCommand({ command, cwd, environment, inTerminal = false }: Command): Promise<CommandRun> {
  const [program = "", ...parameters] = command;
  // Windows starts a .cmd by a shell alone, which wants what has spaces in quotes.
  const shell = program.endsWith(".cmd");
  const child = spawn(shell ? `"${program}"` : program, shell ? parameters.map(quoted) : parameters, {
    cwd,
    env: environment,
    shell,
    stdio: inTerminal ? "inherit" : ["ignore", "pipe", "pipe"],
  });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => chunks.push(chunk));
  const [exitCode] = (await once(child, "close")) as [number | null];
  return { exitCode: exitCode ?? 1, output: Buffer.concat(chunks).toString("utf8") };
}

function quoted(parameter: string): string {
  return /[\s"]/.test(parameter) ? `"${parameter.replaceAll('"', '\\"')}"` : parameter;
}
