import type { DetectionState } from "../../protocol/alexa/motion-sensor.ts";
import { type Decision, type Heard, keepLatest } from "./keep-latest.ts";
import { type MotionRecord, motionBy } from "./motion.ts";
import type { Store } from "./store.ts";

/** What a camera says of what moves before it. */
export interface MotionWord {
  /** EventBridge's id of the event. */
  readonly eventId: string;
  readonly motion: DetectionState;
  /** When it happened, in epoch milliseconds; not in the future. */
  readonly at: number;
}

/**
 * Keeps what a camera says of motion, unless something later is known. Motion that goes on and is said again counts
 * from then on.
 * @throws {Failure} state-unreachable.
 */
export function keepMotion(
  store: Pick<Store<MotionRecord>, "hold" | "replace">,
  cameraId: string,
  word: MotionWord,
  now: number,
): Promise<Heard> {
  return keepLatest(store, cameraId, (known) => decide(known, word, now));
}

function decide(known: MotionRecord | undefined, word: MotionWord, now: number): Decision<MotionRecord, Heard> {
  const { eventId, motion, at } = word;
  if (known?.changedBy === eventId) {
    return { outcome: known.motion === motion ? "changed" : "older than what is known" };
  }
  if (known !== undefined && isOlder(word, known)) return { outcome: "older than what is known" };
  // Alexa was told of the motion, though it does not count any more: its end is news.
  const before = motion === "NOT_DETECTED" ? (known?.motion ?? "NOT_DETECTED") : motionBy(known, now);
  if (before !== motion) return { outcome: "changed", entry: { motion, at, changedBy: eventId } };
  const changedBy = known?.changedBy;
  return { outcome: "unchanged", entry: { motion, at, ...(changedBy !== undefined && { changedBy }) } };
}

/** Of what happened at the same time, the end counts: motion begins and ends. */
function isOlder({ at, motion }: MotionWord, known: MotionRecord): boolean {
  return at < known.at || (at === known.at && motion === "DETECTED" && known.motion === "NOT_DETECTED");
}
