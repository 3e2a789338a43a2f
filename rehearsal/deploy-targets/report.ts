import type { WriteStream } from "node:tty";
import ora from "ora";
import type { ScenarioResult } from "./run-scenarios.ts";

/** Tells people how the rehearsal goes. */
export interface Report {
  /** What is under way; only a terminal shows it. */
  doing(what: string): void;
  /** A part that is no scenario has been done. */
  done(what: string): void;
  result(result: ScenarioResult): void;
  /** The count, last of all. */
  end(results: readonly ScenarioResult[]): void;
  /** Takes what is under way off the screen. */
  clear(): void;
}

/** What the rehearsal came to, for a machine. */
export function asJson(results: readonly ScenarioResult[]): string {
  const { passed, failed } = count(results);
  return `${JSON.stringify({ ok: failed === 0, passed, failed, scenarios: results })}\n`;
}

/** "3 passed, 0 failed" */
function count(results: readonly ScenarioResult[]): { readonly passed: number; readonly failed: number } {
  const failed = results.filter(({ outcome }) => outcome === "fail").length;
  return { passed: results.length - failed, failed };
}

/**
 * Writes results to one stream, and what is under way to another where that is a terminal.
 * @param results standard output; standard error where JSON goes to standard output.
 */
export function createReport(results: WriteStream, status: WriteStream): Report {
  const spinner = status.isTTY ? ora({ stream: status, discardStdin: false, color: "cyan" }) : undefined;
  const paint = results.isTTY && results.hasColors() ? colour : plain;
  const width = () => Math.max(20, (status.columns ?? 80) - 4);
  const print = (text: string) => {
    spinner?.clear();
    results.write(`${text}\n`);
    spinner?.render();
  };
  return {
    doing(what) {
      spinner?.start(what.length > width() ? `${what.slice(0, width() - 1)}…` : what);
    },
    done(what) {
      print(`${paint.green("✔")} ${what}`);
    },
    result({ title, outcome, milliseconds, message, output, kept }) {
      const mark = outcome === "pass" ? paint.green("✔") : paint.red("✘");
      const lines = [`${mark} ${title} (${(milliseconds / 1000).toFixed(1)} s): ${message}`];
      if (output) lines.push(...output.split("\n").map((line) => paint.dim(`    ${line}`)));
      if (kept !== undefined) lines.push(`    Kept in ${kept}`);
      print(lines.join("\n"));
    },
    end(all) {
      spinner?.stop();
      const { passed, failed } = count(all);
      results.write(`${passed} passed, ${failed} failed\n`);
    },
    clear() {
      spinner?.stop();
    },
  };
}

const style = (open: number, close: number) => (text: string) => `\u001b[${open}m${text}\u001b[${close}m`;
const colour = { green: style(32, 39), red: style(31, 39), dim: style(2, 22) };
const as = (text: string) => text;
const plain = { green: as, red: as, dim: as };
