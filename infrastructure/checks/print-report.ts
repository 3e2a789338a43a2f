import type { CheckReport } from "./check-project.ts";
import type { Finding } from "./finding.ts";

/** A report as people read it: each finding with its place, what is wrong and what to do; the verdict last. */
export function printReport({ ok, isCommit, findings, beforeCertification }: CheckReport): string {
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const warnings = findings.length - errors;
  const judged = isCommit ? "the last commit" : "the project";
  const verdict = ok
    ? `✔ ${judged} may be deployed${warnings > 0 ? `; ${counted(warnings, "warning")}` : ""}`
    : `✘ ${counted(errors, "error")}${warnings > 0 ? `, ${counted(warnings, "warning")}` : ""} in ${judged}`;
  const later =
    beforeCertification > 0
      ? `Before a certification ${counted(beforeCertification, "thing")} more: npm run skill:check -- --certification\n`
      : "";
  return `${findings.map(printFinding).join("")}${verdict}\n${later}`;
}

function printFinding({ severity, rule, file, line, what, remedy }: Finding): string {
  const place = line === undefined ? file : `${file}:${line}`;
  return `${severity === "error" ? "✘" : "!"} ${place}  (${rule})\n  ${what}\n  → ${remedy}\n\n`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
