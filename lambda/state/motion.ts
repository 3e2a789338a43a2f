import type { DetectionState } from "../../protocol/alexa/motion-sensor.ts";
import type { Store, StoreKind } from "./store.ts";

/** The last word on whether something moves before a camera. */
export interface MotionRecord {
  readonly motion: DetectionState;
  /** When it happened, in epoch milliseconds. */
  readonly at: number;
  /** The event that last changed it, by EventBridge's id. */
  readonly changedBy?: string;
}

/** Motion as a kind of state. */
export const motionKind: StoreKind<MotionRecord> = { kind: "motion" };

/**
 * How long motion counts that nobody said the end of, in milliseconds: a camera that lost its power meanwhile would
 * report no other motion ever.
 */
const LONGEST_MS = 10 * 60 * 1_000;

/** What a record says at a time, in epoch milliseconds. Before a camera that nothing is known of nothing moves. */
export function motionBy(record: MotionRecord | undefined, now: number): DetectionState {
  return record === undefined || now - record.at > LONGEST_MS ? "NOT_DETECTED" : record.motion;
}

/** Where ReportState looks. */
export type MotionStore = Pick<Store<MotionRecord>, "read">;
