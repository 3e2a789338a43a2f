import { epochNow } from "../../camera/clock.ts";

/** More than the two clocks drift apart by themselves, less than any sleep of the machine. */
const TOLERATED_DRIFT_MILLISECONDS = 1_000;

/**
 * The time for what the service tells: epoch milliseconds with fractions, the same as the camera's and the Echo's in
 * this process. Unlike theirs it follows the wall clock when the machine has slept, since the service may run for days.
 */
export function createStamp(wall: () => number = Date.now, precise: () => number = epochNow): () => number {
  let correction = 0;
  return () => {
    const drift = wall() - (precise() + correction);
    if (Math.abs(drift) > TOLERATED_DRIFT_MILLISECONDS) correction += drift;
    return precise() + correction;
  };
}
