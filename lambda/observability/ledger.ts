import type { CameraAnswer } from "../signaling/offer-exchange.ts";

/**
 * What is reached between the camera's record and its answer. The `viewer` stages are those of ConnectAsViewer: it is
 * begun beside the documented way, the WebSocket stands, the offer is sent over it, and the camera's bare answer is
 * there, whose candidates follow.
 */
export type ExchangeStage =
  | "endpointLookup"
  | "offerSent"
  | "viewerBegun"
  | "viewerConnected"
  | "viewerOfferSent"
  | "viewerAnswer"
  | "answerBack";
/** The stages of a directive; other directives than views have the first two. */
export type Stage = "account" | "registry" | ExchangeStage | "answerEvent";

/** The way by which a camera's answer came, and why the other one was not enough. */
type HowAnswered = Pick<CameraAnswer, "way" | "because">;

/** What happened in one invocation, and when. */
export interface Ledger {
  /** Notes that a stage is reached; a second attempt overwrites the first. */
  reached(stage: Stage): void;
  /** Notes that an offer is tried; gives the attempt's number, from 1. */
  attempted(): number;
  /** Notes the way by which the camera's answer came, and why the other one was not enough. */
  answered(answer: HowAnswered): void;
  /** Notes rules that an SDP breaks without harm, by name. */
  warned(rules: readonly string[]): void;
  read(): LedgerEntries;
}

/** What a ledger holds, in the form in which a view's log line gives it. */
export interface LedgerEntries extends Partial<HowAnswered> {
  /** How many offers were tried. */
  readonly attempts: number;
  /** When the directive came in, in epoch milliseconds with a fraction. */
  readonly startedAt: number;
  /** When each stage was reached, in milliseconds since then, to one decimal. */
  readonly stages: Readonly<Partial<Record<Stage, number>>>;
  /** Names of rules of protocol/sdp. */
  readonly warnings: readonly string[];
}

/** Opens the ledger of a directive that comes in now. */
export function openLedger(now: () => number): Ledger {
  const startedAt = now();
  const stages: Partial<Record<Stage, number>> = {};
  const warnings: string[] = [];
  let attempts = 0;
  let answer: HowAnswered | undefined;
  return {
    reached(stage) {
      stages[stage] = Math.round((now() - startedAt) * 10) / 10;
    },
    attempted() {
      attempts += 1;
      return attempts;
    },
    answered({ way, because }) {
      answer = { way, ...(because !== undefined && { because }) };
    },
    warned(rules) {
      warnings.push(...rules);
    },
    read: () => ({ attempts, startedAt, stages, ...answer, warnings }),
  };
}
