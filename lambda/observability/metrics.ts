import type { FailureCode } from "../failure.ts";
import type { Way } from "../signaling/offer-exchange.ts";

/** What is counted and measured. */
export interface ViewMetrics {
  /** A view was answered this way; from directive to event in milliseconds. */
  answered(milliseconds: number, way: Way): void;
  /** A directive came to nothing. */
  unanswered(code: FailureCode): void;
  /** Something else came to nothing: a skill event, a camera's event, a picture. */
  failed(code: FailureCode): void;
}
