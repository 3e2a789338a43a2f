import type { FailureCode } from "../failure.ts";

/** What is counted and measured. */
export interface ViewMetrics {
  /** A view was answered; from directive to event in milliseconds. */
  answered(milliseconds: number): void;
  /** A directive came to nothing. */
  failed(code: FailureCode): void;
}
