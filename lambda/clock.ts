/** More than clocks drift in an invocation, less than any freeze between two of them. */
const TOLERATED_DRIFT_MS = 50;

/**
 * A clock in epoch milliseconds with a fraction: it never goes backwards inside an invocation, and follows the wall
 * clock over the freezes between invocations, in which the monotonic clock may stand still.
 */
export function createClock(
  wall: () => number = () => Date.now(),
  monotonic: () => number = () => performance.now(),
  origin: number = performance.timeOrigin,
): () => number {
  let anchor = origin;
  return () => {
    const elapsed = monotonic();
    const drift = wall() - (anchor + elapsed);
    if (Math.abs(drift) > TOLERATED_DRIFT_MS) anchor += drift;
    return anchor + elapsed;
  };
}
