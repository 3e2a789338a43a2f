import type { RuleName } from "./explanations.ts";
import { type Severity, severityOf } from "./severity.ts";

/** A rule that an SDP breaks. */
export interface Finding {
  readonly rule: RuleName;
  readonly severity: Severity;
  /** Where and how, in words. Quotes nothing that a stranger could use: no credential, fingerprint, address or SDP. */
  readonly detail: string;
}

/** Makes a finding; its severity is the rule's. */
export function finding(rule: RuleName, detail: string): Finding {
  return { rule, severity: severityOf(rule), detail };
}

/** One finding when the condition holds, none otherwise. */
export function findingIf(condition: boolean, rule: RuleName, detail: string): Finding[] {
  return condition ? [finding(rule, detail)] : [];
}
