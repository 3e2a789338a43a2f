import type { WriteStream } from "node:tty";
import ora from "ora";
import type { ScenarioResult } from "./run-scenarios.ts";
import { wrap } from "./wrap.ts";

/** Tells people how the rehearsal goes. */
export interface Report {
  /** A scenario begins: which one, such as the third of eight. What is told from here on is of it. */
  begin(title: string, number: number, count: number): void;
  /** What is under way; only a terminal shows it. */
  doing(what: string): void;
  /** A part that is no scenario has been done. */
  done(what: string): void;
  result(result: ScenarioResult): void;
  /**
   * The count, last of all.
   * @param summary what is shown before it, a line each.
   */
  end(results: readonly ScenarioResult[], summary?: readonly string[]): void;
  /** Takes what is under way off the screen, for good. */
  clear(): void;
}

/**
 * What the rehearsal came to, for a machine.
 * @param plural what its scenarios are called.
 */
export function asJson(results: readonly ScenarioResult[], plural = "scenarios"): string {
  const { passed, failed } = count(results);
  return `${JSON.stringify({ ok: failed === 0, passed, failed, [plural]: results })}\n`;
}

function count(results: readonly ScenarioResult[]): { readonly passed: number; readonly failed: number } {
  const failed = results.filter(({ outcome }) => outcome === "fail").length;
  return { passed: results.length - failed, failed };
}

const INDENT = "    ";
/** Where no terminal says how many columns it has. */
const COLUMNS = 80;

/**
 * Writes results to one stream, and what is under way to another where that is a terminal.
 * @param results standard output; standard error where JSON goes to standard output.
 */
export function createReport(results: WriteStream, status: WriteStream): Report {
  // A terminal that nobody gave a size has no columns, and ora would clear lines without end.
  const isLive = status.isTTY && status.columns > 0;
  let spinner = isLive ? ora({ stream: status, discardStdin: false, color: "cyan" }) : undefined;
  const paint = results.isTTY && results.hasColors() ? colour : plain;
  let heading: string | undefined;
  const print = (lines: readonly string[]) => {
    spinner?.clear();
    results.write(`${lines.join("\n")}\n`);
    spinner?.render();
  };
  const details = (text: string) => {
    const columns = (results.columns || COLUMNS) - INDENT.length;
    return text.split("\n").flatMap((line) => wrap(line, columns).map((each) => INDENT + each));
  };
  return {
    begin(title, number, of) {
      heading = `${number} of ${of}: ${title}`;
      spinner?.start(heading);
    },
    doing(what) {
      spinner?.start(heading === undefined ? what : `${heading}\n${INDENT}${what}`);
    },
    done(what) {
      print([`${paint.green("✔")} ${what}`]);
    },
    result({ title, outcome, milliseconds, message, output, kept }) {
      const mark = outcome === "pass" ? paint.green("✔") : paint.red("✘");
      const lines = [`${mark} ${title} (${(milliseconds / 1000).toFixed(1)} s)`, ...details(message)];
      // As it was written: what is copied from it must not be broken.
      if (output) lines.push(...output.split("\n").map((line) => paint.dim(`${INDENT}${INDENT}${line}`)));
      if (kept !== undefined) lines.push(`${INDENT}Kept in ${kept}`);
      print(lines);
    },
    end(all, summary = []) {
      spinner?.stop();
      for (const line of summary) results.write(`${line}\n`);
      const { passed, failed } = count(all);
      results.write(`${passed} passed, ${failed} failed\n`);
    },
    clear() {
      spinner?.stop();
      spinner = undefined;
    },
  };
}

const style = (open: number, close: number) => (text: string) => `\u001b[${open}m${text}\u001b[${close}m`;
const colour = { green: style(32, 39), red: style(31, 39), dim: style(2, 22) };
const as = (text: string) => text;
const plain = { green: as, red: as, dim: as };
