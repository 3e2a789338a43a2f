import { createInterface } from "node:readline/promises";
import { createProgress, type Progress } from "./progress.ts";
import { wrap } from "./wrap.ts";

/** Where a command shows what it does and asks before it does it; given in so that tests can be the person. */
export interface Terminal {
  /** Columns of standard output; undefined where it is no terminal. */
  readonly columns: number | undefined;
  /** What is under way, on standard error. */
  readonly progress: Progress;
  /** Whether progress replaces its own line; where it does not, each step stays as a line of its own. */
  readonly isLive: boolean;
  /** Prints a result, on standard output. */
  print(text: string): void;
  /** Tells something beside the results, on standard error. */
  tell(text: string): void;
  /** Puts a question; undefined where nobody is there to answer. */
  readonly ask: ((question: string) => Promise<string>) | undefined;
  /** The exit code becomes 1. */
  failed(): void;
}

/** The terminal of this process, or whatever its streams are. */
export function processTerminal(): Terminal {
  const { stdin, stdout, stderr } = process;
  return {
    columns: stdout.isTTY ? stdout.columns || undefined : undefined,
    progress: createProgress(),
    isLive: stderr.isTTY === true && stderr.columns > 0,
    print: (text) => void stdout.write(`${text}\n`),
    tell: (text) => void stderr.write(`${wrap(text, stderr)}\n`),
    ask: stdin.isTTY && stderr.isTTY ? ask : undefined,
    failed: () => {
      process.exitCode = 1;
    },
  };
}

async function ask(question: string): Promise<string> {
  const { stdin, stderr } = process;
  const lines = createInterface({ input: stdin, output: stderr });
  const ending = new AbortController();
  // By Ctrl-C or Ctrl-D nobody answers.
  lines.once("close", () => ending.abort());
  try {
    return await lines.question(question, { signal: ending.signal });
  } catch {
    stderr.write("\n");
    return "";
  } finally {
    lines.close();
  }
}
