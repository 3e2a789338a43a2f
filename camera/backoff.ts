/** The wait after the first failure, in milliseconds. ConnectAsMaster takes three calls a second per channel. */
const FIRST = 500;
/** The longest wait, in milliseconds. */
const LONGEST = 30_000;

/**
 * How long to wait before the next attempt, in milliseconds: doubled with each failure up to 30 s, and the second half
 * of it by chance, so that cameras that lost the service together do not come back together.
 */
export function backoff(failures: number, random: () => number): number {
  const whole = Math.min(LONGEST, FIRST * 2 ** Math.max(0, failures - 1));
  return whole / 2 + (whole / 2) * random();
}
