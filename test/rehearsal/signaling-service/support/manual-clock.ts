import type { Clock } from "../../../../camera/clock.ts";

/** A clock that a test moves on by hand. */
export interface ManualClock extends Clock {
  advance(milliseconds: number): void;
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
      time += milliseconds;
      for (const timer of [...timers].sort((a, b) => a.at - b.at)) {
        if (timer.at <= time && timers.delete(timer)) timer.callback();
      }
    },
  };
}
