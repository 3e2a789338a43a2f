import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { Overdue, type ProgramRun } from "./run-program.ts";
import { NotAsExpected } from "./scenario.ts";
import { position, watchWindow } from "./terminal-window.ts";

/** What is typed when a program asks for it. */
export interface Answer {
  /** What the program's question says. */
  readonly asked: string | RegExp;
  /** With nothing in it: the Enter key alone. */
  readonly typed: string;
}

/** How a line is typed whose program may ask. */
export interface PromptOptions {
  /** To the program's questions, in their order: each has to come. None by default. */
  readonly answers?: readonly Answer[];
  /** How long it may take, in milliseconds. */
  readonly limitMs: number;
  /** What it is called where it is spoken of, such as without the secret in it; the line itself by default. */
  readonly called?: string | undefined;
}

/** A terminal window, with a shell in it that keeps its folder and its variables from line to line. */
export interface Terminal {
  /**
   * Types a line, and what its programs ask for.
   * @returns how it ended, and what stood in the window.
   * @throws {Overdue} when it takes too long, {NotAsExpected} when a question does not come.
   * @throws the signal's reason when that ends it.
   */
  type(line: string, options: PromptOptions): Promise<ProgramRun>;
  /**
   * Types a line whose program goes on by itself, until it has written something.
   * @returns what ends the program, as Ctrl-C does, and tells how it ended.
   */
  start(line: string, until: string | RegExp, options: PromptOptions): Promise<() => Promise<ProgramRun>>;
  /** Closes the window; what runs in it ends. */
  close(): Promise<void>;
}

/** What a terminal is opened with. */
export interface TerminalOptions {
  /** The folder that its shell begins in. */
  readonly cwd: string;
  /** All of its environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Ends all that runs in it. */
  readonly signal: AbortSignal;
  /** Each line that appears, as it comes. */
  readonly onLine?: (line: string) => void;
}

const INTERRUPT = "\u0003";
const ENTER = "\r";
const OPENS_WITHIN_MS = 20_000;
const ENDS_WITHIN_MS = 20_000;

/**
 * Opens a terminal, with no native module: util-linux's `script` gives bash a pseudo-terminal, so that programs ask
 * their questions as they ask people. BSD's and macOS's `script` takes other parameters; that it does is not verified.
 * @throws {Error} when there is no such program.
 */
export async function openTerminal({
  cwd,
  environment,
  signal,
  onLine = () => {},
}: TerminalOptions): Promise<Terminal> {
  signal.throwIfAborted();
  const bash = ["bash", "--norc", "--noprofile", "--noediting", "-i"];
  const [program, ...parameters] =
    process.platform === "linux"
      ? ["script", "--quiet", "--return", "--flush", "--command", bash.join(" "), "/dev/null"]
      : ["script", "-q", "/dev/null", ...bash];
  const child = spawn(program ?? "", parameters, {
    cwd,
    // What was typed is in no history file.
    env: { ...environment, PS1: "", PS2: "", HISTFILE: "", TERM: "xterm" },
    stdio: ["pipe", "pipe", "pipe"],
    detached: true,
  });
  const failed = once(child, "error").then(([error]) => {
    throw error;
  });
  let isClosed = false;
  const ended = once(child, "close").finally(() => {
    isClosed = true;
  });
  // A terminal that is closed leaves nobody to tell.
  for (const promise of [failed, ended]) promise.catch(() => {});
  child.stdin.on("error", () => {});
  /** What the shell prompts with when a line has ended. */
  const mark = `line-${randomBytes(9).toString("hex")}`;
  const window = watchWindow([child.stdout, child.stderr], (line) => {
    if (!line.startsWith(mark)) onLine(line);
  });
  const onAbort = () => endAll(child);
  signal.addEventListener("abort", onAbort);
  void ended.then(() => signal.removeEventListener("abort", onAbort)).catch(() => {});
  const press = (keys: string) => void child.stdin.write(keys);

  const end = new RegExp(`\\n${mark} (\\d+)\\n`);
  function status(): number | undefined {
    const [, exitCode] = end.exec(window.text()) ?? [];
    return exitCode === undefined ? undefined : Number(exitCode);
  }

  async function waitFor(found: (text: string) => boolean, what: string, limitMs: number): Promise<void> {
    const limit = AbortSignal.timeout(limitMs);
    const over = AbortSignal.any([limit, signal]);
    while (!found(window.text())) {
      signal.throwIfAborted();
      if (limit.aborted) {
        const last = window.text().trimEnd().split("\n").at(-1) ?? "";
        endAll(child);
        throw new Overdue(`${what} after ${limitMs / 1000} s; the last line: ${last}`, window.text());
      }
      if (isClosed) throw new Error(`the terminal has closed: ${window.text().trim()}`);
      await Promise.race([window.changed(over), failed, ended]);
    }
  }

  function enter(line: string): void {
    window.clear();
    press(`${line}\n`);
  }

  const ranWith = (exitCode: number): ProgramRun => ({ exitCode, output: window.shown().replace(end, "") });

  async function answer(line: string, { answers = [], limitMs, called = line }: PromptOptions): Promise<void> {
    let from = 0;
    for (const { asked, typed: keys } of answers) {
      const at = () => position(window.text(), asked, from);
      await waitFor(() => at() !== undefined || status() !== undefined, `${called} has not asked ${asked}`, limitMs);
      const found = at();
      if (found === undefined) {
        throw new NotAsExpected(`${called} has ended and has not asked ${asked}: ${window.text().trim()}`);
      }
      from = found;
      press(`${keys}${ENTER}`);
    }
  }

  // What is typed is not shown a second time, and lines are as long as they come.
  enter(`stty -echo cols 300 rows 60; set +o history +H; PS1='\\n'${mark}' $?\\n'`);
  await waitFor(() => status() !== undefined, "the terminal has not opened", OPENS_WITHIN_MS);
  return {
    async type(line, options) {
      enter(line);
      await answer(line, options);
      await waitFor(() => status() !== undefined, `${options.called ?? line} has not ended`, options.limitMs);
      return ranWith(status() ?? 1);
    },
    async start(line, until, options) {
      const { called = line } = options;
      enter(line);
      await answer(line, options);
      const told = (text: string) => position(text, until, 0) !== undefined;
      await waitFor((text) => told(text) || status() !== undefined, `${called} has not said ${until}`, options.limitMs);
      if (status() !== undefined) {
        throw new NotAsExpected(`${called} has ended with ${status()}: ${ranWith(0).output.trim()}`);
      }
      return async () => {
        press(INTERRUPT);
        await waitFor(() => status() !== undefined, `${called} goes on after Ctrl-C`, ENDS_WITHIN_MS);
        return ranWith(status() ?? 1);
      };
    },
    async close() {
      endAll(child);
      await Promise.race([ended, failed]).catch(() => {});
    },
  };
}

/** With the program that holds the pseudo-terminal, all in it are hung up. */
function endAll(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // It has ended meanwhile.
  }
}
