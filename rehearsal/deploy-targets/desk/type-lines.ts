import { readFile, rm } from "node:fs/promises";
import { type ProgramRun, runProgram } from "../run-program.ts";
import { quoted } from "./write-program.ts";

/** What a window is opened with. */
export interface WindowOptions {
  readonly cwd: string;
  /** All of its environment, as it is opened. */
  readonly environment: Readonly<Record<string, string>>;
  /** A file to keep the environment in from lines to lines. */
  readonly file: string;
  readonly signal: AbortSignal;
}

/** How lines are typed. */
export interface TypeOptions {
  /** Variables for these lines alone, beside those that the window has. */
  readonly environment?: Readonly<Record<string, string>>;
  /** How long they may take together, in milliseconds; five minutes by default. */
  readonly limitMs?: number;
  /** Each line that they write, as it comes. */
  readonly onLine?: (line: string) => void;
}

/**
 * Types lines one after the other, and stops at the first that fails. What they export holds for all that is typed into
 * the window after them; a folder that they change into for these lines alone.
 * @returns how the last one ended.
 * @throws {Overdue} when they take too long, and the signal's reason when that ends them.
 */
export type TypeLines = (lines: readonly string[], options?: TypeOptions) => Promise<ProgramRun>;

/** What a shell sets by itself. */
const ofTheShell = new Set(["_", "PWD", "OLDPWD", "SHLVL"]);

/** Opens a window to type lines of sh into; nobody is there to answer what programs ask. */
export function openWindow({ cwd, environment, file, signal }: WindowOptions): TypeLines {
  let exported = environment;

  /** What of the environment the lines have left behind, but for what was theirs alone. */
  async function keep(own: Readonly<Record<string, string>>): Promise<void> {
    const left = await readFile(file, "utf8").catch(() => undefined);
    // There is none where a line has put another program in the shell's place.
    if (left === undefined) return;
    const before = exported;
    const pairs = left.split("\0").filter((pair) => pair.includes("="));
    exported = Object.fromEntries(
      pairs.flatMap((pair) => {
        const name = pair.slice(0, pair.indexOf("="));
        const value = pair.slice(name.length + 1);
        const kept = own[name] === value ? before[name] : value;
        return ofTheShell.has(name) || kept === undefined ? [] : [[name, kept]];
      }),
    );
  }

  return async (lines, { environment: own = {}, limitMs = 300_000, onLine } = {}) => {
    const script = [`trap "env -0 > ${quoted(file)}" EXIT`, ...lines].join("\n");
    const program = { command: ["sh", "-e", "-c", script], cwd, environment: { ...exported, ...own }, limitMs, signal };
    // What earlier lines have left there is not what these leave.
    await rm(file, { force: true });
    const ran = await runProgram({ ...program, ...(onLine && { onLine }) });
    await keep(own);
    return ran;
  };
}
