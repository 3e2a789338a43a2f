import type { Clock } from "../../../../camera/clock.ts";

/** A clock that a test moves on by hand. */
export interface ManualClock extends Clock {
  /** Moves on, and stops at each timer on the way, those included that another one begins. */
  advance(milliseconds: number): void;
  /** How many timers run. */
  readonly running: number;
}

export function manualClock(startedAt = Date.now()): ManualClock {
  let time = startedAt;
  const timers = new Set<{ readonly at: number; readonly callback: () => void }>();
  return {
    now: () => time,
    after(milliseconds, callback) {
      const timer = { at: time + milliseconds, callback };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    advance(milliseconds) {
      const end = time + milliseconds;
      for (;;) {
        const [next] = [...timers].sort((a, b) => a.at - b.at);
        if (next === undefined || next.at > end) break;
        timers.delete(next);
        time = Math.max(time, next.at);
        next.callback();
      }
      time = end;
    },
    get running() {
      return timers.size;
    },
  };
}
