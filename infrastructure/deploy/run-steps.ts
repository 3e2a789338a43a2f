import { type Command, runCommand } from "../run-command.ts";

/** One step of a deploy. */
export interface Step {
  /** What it does. */
  readonly title: string;
  readonly command: Command;
  /** Whether what it writes is told where it succeeds as well. */
  readonly telling?: boolean;
  /** Takes what tells of a failure from what it wrote; all of it without this. */
  readonly failing?: (output: string) => string;
  /** What to type when it fails. */
  readonly onFailure: string;
}

/** How people are told of the steps. */
export interface Telling {
  /** Takes what they are to read. */
  tell(text: string): void;
  /** Shows that something is under way; what it gives ends that. */
  wait(title: string): () => void;
  /** A clock, in milliseconds. */
  now(): number;
}

/**
 * Runs steps one after the other and tells of each with its time; the first that fails is the last.
 * @returns whether all succeeded.
 */
export async function runSteps(steps: readonly Step[], { tell, wait, now }: Telling): Promise<boolean> {
  for (const [index, { title, command, telling = false, failing = whole, onFailure }] of steps.entries()) {
    tell(`[${index + 1}/${steps.length}] ${title}\n`);
    const began = now();
    const ended = command.inTerminal ? () => {} : wait(title);
    const { exitCode, output } = await runCommand(command).finally(ended);
    const seconds = `${((now() - began) / 1_000).toFixed(1)} s`;
    if (exitCode !== 0) {
      tell(`${failing(output).trimEnd()}\n✘ ${title}, after ${seconds}\n\n${onFailure}\n`);
      return false;
    }
    tell(`${telling ? output : ""}✔ ${title} (${seconds})\n`);
  }
  return true;
}

function whole(output: string): string {
  return output;
}
