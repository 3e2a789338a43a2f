import { spawn } from "node:child_process";
import { once } from "node:events";
import { stripVTControlCharacters } from "node:util";
import { NotAsExpected } from "../scenario.ts";

/** A line whose program goes on by itself, in a terminal window of its own. */
export interface SecondTerminal {
  /** Ends it as Ctrl-C does, and by force where that does not help. */
  stop(): Promise<void>;
  /** All that it has written so far, without control sequences. */
  output(): string;
  /**
   * Waits until it has written something.
   * @throws {NotAsExpected} when it ends before, or does not in time.
   */
  untilSays(wanted: string | RegExp): Promise<void>;
}

/** What the window is opened with. */
export interface SecondTerminalOptions {
  readonly cwd: string;
  /** All of its environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Ends it. */
  readonly signal: AbortSignal;
  /** How long a program may take until it says what is waited for, in milliseconds; a minute by default. */
  readonly limitMs?: number;
}

/** How long a program may take to end after Ctrl-C, in milliseconds. */
const ENDS_WITHIN_MS = 10_000;

/** Types a line into a window of its own. */
export function startLine(line: string, options: SecondTerminalOptions): SecondTerminal {
  const { cwd, environment, signal, limitMs = 60_000 } = options;
  signal.throwIfAborted();
  const child = spawn("sh", ["-c", line], {
    cwd,
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own, which Ctrl-C goes to.
    detached: true,
  });
  let written = "";
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      written += text;
      tell();
    });
  }
  let hasEnded = false;
  const ended = once(child, "close").finally(() => {
    hasEnded = true;
    tell();
  });
  ended.catch(() => {});
  const output = () => stripVTControlCharacters(written);
  function end(by: "SIGINT" | "SIGKILL"): void {
    if (child.pid === undefined || hasEnded) return;
    try {
      process.kill(-child.pid, by);
    } catch {
      // It has ended meanwhile.
    }
  }
  const onAbort = () => end("SIGKILL");
  signal.addEventListener("abort", onAbort, { once: true });

  return {
    output,
    async stop() {
      end("SIGINT");
      const force = setTimeout(() => end("SIGKILL"), ENDS_WITHIN_MS);
      await ended.catch(() => {});
      clearTimeout(force);
      signal.removeEventListener("abort", onAbort);
    },
    untilSays(wanted) {
      const isSaid = () => (typeof wanted === "string" ? output().includes(wanted) : output().search(wanted) >= 0);
      return new Promise((resolve, reject) => {
        const failed = (why: string) => new NotAsExpected(`${line} ${why} ${wanted}: ${output().trim()}`);
        const timer = setTimeout(() => finish(() => reject(failed("has not said in time"))), limitMs);
        function finish(how: () => void): void {
          clearTimeout(timer);
          listeners.delete(look);
          how();
        }
        function look(): void {
          if (isSaid()) finish(resolve);
          else if (hasEnded) finish(() => reject(failed("has ended and not said")));
        }
        listeners.add(look);
        look();
      });
    },
  };
}
