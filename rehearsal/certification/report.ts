import type { Source } from "./item.ts";

/** What became of an item. */
export type Outcome = "pass" | "fail" | "a person must look" | "not run here";

/** An item and what became of it. */
export interface ItemResult {
  readonly id: string;
  readonly group: string;
  readonly title: string;
  readonly source: Source;
  readonly outcome: Outcome;
  /** What was seen, what failed, what to look at, or why it was not run. */
  readonly message?: string;
  /** How long it took; only of items that were run. */
  readonly milliseconds?: number;
}

/** A skill held against the certification list. */
export interface CertificationReport {
  /** What was held against it. */
  readonly target: string;
  /** ISO 8601, in UTC. */
  readonly startedAt: string;
  readonly milliseconds: number;
  /** Whether no item failed. */
  readonly ok: boolean;
  readonly counts: Readonly<Record<Outcome, number>>;
  readonly results: readonly ItemResult[];
}

/** "31 passed, none failed, 8 for a person to look at, 2 not run here" */
export function summaryOf({ counts }: Pick<CertificationReport, "counts">): string {
  return [
    `${counts.pass} passed`,
    `${counts.fail} failed`,
    `${counts["a person must look"]} for a person to look at`,
    ...(counts["not run here"] === 0 ? [] : [`${counts["not run here"]} not run here`]),
  ].join(", ");
}
