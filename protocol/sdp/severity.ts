import type { RuleName } from "./explanations.ts";

/** `refuse`: a session cannot come of it. `warn`: it can, and someone should know. */
export type Severity = "refuse" | "warn";

/** Apart from the explanations, which people read and the packed Lambda does without. */
const refusingRules: ReadonlySet<RuleName> = new Set([
  "offer-not-sdp",
  "answer-not-sdp",
  "offer-too-large",
  "media-lines-mismatch",
  "no-fingerprint",
  "no-ufrag",
  "answer-without-candidates",
  "h264-not-accepted",
] as const);

/** How grave the breach of a rule is. */
export function severityOf(rule: RuleName): Severity {
  return refusingRules.has(rule) ? "refuse" : "warn";
}
