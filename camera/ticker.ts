import type { Clock } from "./clock.ts";

/**
 * Calls back at a steady rate, first at once. Each call is told the number of the tick that is due by the clock and that
 * of the last one before: a late timer does not delay what follows, and what was missed can be made up or left out.
 * Returns the function that stops it.
 */
export function startTicker(
  clock: Clock,
  intervalMilliseconds: number,
  onTick: (index: number, previous: number) => void,
): () => void {
  const start = clock.now();
  let previous = -1;
  let cancel = () => {};
  let stopped = false;

  const tick = () => {
    const index = Math.max(previous + 1, Math.floor((clock.now() - start) / intervalMilliseconds));
    const before = previous;
    previous = index;
    onTick(index, before);
    if (stopped) return;
    cancel = clock.after(Math.max(0, start + (index + 1) * intervalMilliseconds - clock.now()), tick);
  };
  tick();
  return () => {
    stopped = true;
    cancel();
  };
}
