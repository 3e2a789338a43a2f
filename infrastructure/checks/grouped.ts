import type { Finding } from "./finding.ts";

/** Findings of one cause in one file, at all its lines. */
export interface GroupedFinding extends Omit<Finding, "line"> {
  readonly lines: readonly number[];
}

/** Puts together what is found in several lines of a file, in the order in which each was found first. */
export function grouped(findings: readonly Finding[]): readonly GroupedFinding[] {
  const groups = new Map<string, GroupedFinding>();
  for (const { line, ...finding } of findings) {
    const key = JSON.stringify([finding.severity, finding.rule, finding.file, finding.what, finding.remedy]);
    const lines = new Set(groups.get(key)?.lines);
    if (line !== undefined) lines.add(line);
    groups.set(key, { ...finding, lines: [...lines] });
  }
  return [...groups.values()];
}
