import type { CheckReport } from "./check-project.ts";
import { type GroupedFinding, grouped } from "./grouped.ts";

/** A report as people read it: each finding with its places, what is wrong and what to do; the verdict last. */
export function printReport(report: CheckReport): string {
  const groups = grouped(report.findings);
  const errors = groups.filter(({ severity }) => severity === "error").length;
  const warnings = groups.length - errors;
  const warned = warnings > 0 ? counted(warnings, "warning") : "";
  const verdict = report.ok
    ? `✔ ${sound(report)}${warned && `; ${warned}`}`
    : `✘ ${counted(errors, "error")}${warned && `, ${warned}`} in ${judged(report)}`;
  const later = [
    before("a deploy", report.beforeDeploy, "--deploy"),
    before("a certification", report.beforeCertification, "--certification"),
  ];
  return `${groups.map(printFinding).join("")}${verdict}\n${later.join("")}`;
}

function judged({ isCommit }: CheckReport): string {
  return isCommit ? "the last commit" : "the project";
}

/** What is said to be good is what was looked at: without a deploy in view that is less. */
function sound(report: CheckReport): string {
  if (report.isForDeploy) return `${judged(report)} may be deployed`;
  return `${report.isCommit ? "the last commit's manifest" : "manifest"}, stack and ask-resources.json are sound`;
}

function before(what: string, things: number, option: string): string {
  return things === 0 ? "" : `Before ${what} ${counted(things, "thing")} more: npm run skill:check -- ${option}\n`;
}

function printFinding({ severity, rule, file, lines, what, remedy }: GroupedFinding): string {
  const place = lines.length === 0 ? file : `${file}:${lines.join(", :")}`;
  return `${severity === "error" ? "✘" : "!"} ${place}  (${rule})\n  ${what}\n  → ${remedy}\n\n`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
