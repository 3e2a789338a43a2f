import { type CertificationReport, type ItemResult, summaryOf } from "../rehearsal/certification/report.ts";
import { bold, dim, green, red, yellow } from "./style.ts";
import { wrap } from "./wrap.ts";

const signs = {
  pass: green("✔"),
  fail: red("✘"),
  "a person must look": yellow("◇"),
  "not run here": dim("–"),
} as const;

/** A report as people read it: a line an item below its group, its message below it, and the counts at the end. */
export function formatCertification(report: CertificationReport): string {
  const lines: string[] = [];
  const width = Math.max(0, ...report.results.map(({ id }) => id.length)) + 2;
  let group = "";
  for (const result of report.results) {
    if (result.group !== group) lines.push("", bold(result.group));
    group = result.group;
    lines.push(itemLine(result, width), ...messageLines(result, width));
  }
  const paint = report.ok ? green : red;
  const took = dim(`  (${(report.milliseconds / 1_000).toFixed(0)} s, ${report.target})`);
  return [...lines, "", `${paint(bold(summaryOf(report)))}${took}`, ""].join("\n");
}

function itemLine({ id, title, outcome }: ItemResult, width: number): string {
  const text = hanging(title, width + 4);
  return `  ${signs[outcome]} ${id.padEnd(width)}${outcome === "not run here" ? dim(text) : text}`;
}

function messageLines({ message, outcome }: ItemResult, width: number): string[] {
  if (message === undefined) return [];
  const text = hanging(outcome === "not run here" ? `not run here, because ${message}` : message, width + 4);
  const paint = outcome === "fail" ? red : outcome === "a person must look" ? yellow : dim;
  return [" ".repeat(width + 4) + paint(text)];
}

/** Text in a column that begins so far to the right. */
function hanging(text: string, column: number): string {
  return wrap(text, process.stdout, " ".repeat(column)).trimStart();
}
