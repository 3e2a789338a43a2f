import type { Clock } from "../../camera/clock.ts";

/** A clock that moves only when it is told to. */
export interface ManualClock extends Clock {
  /** Moves on, calling back what falls due on the way, in order. */
  advance(milliseconds: number): void;
  /** Moves on without calling anything back, as a machine that was busy or asleep. */
  stall(milliseconds: number): void;
  /** How many callbacks are waiting. */
  waiting(): number;
}

/** Makes a clock at 0. */
export function createManualClock(): ManualClock {
  let now = 0;
  const timers = new Set<{ at: number; callback: () => void }>();
  const runUntil = (end: number) => {
    for (;;) {
      const [next] = [...timers].filter(({ at }) => at <= end).sort((one, other) => one.at - other.at);
      if (next === undefined) return;
      timers.delete(next);
      now = Math.max(now, next.at);
      next.callback();
    }
  };
  return {
    now: () => now,
    after(milliseconds, callback) {
      const timer = { at: now + milliseconds, callback };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    advance(milliseconds) {
      const end = now + milliseconds;
      runUntil(end);
      now = end;
    },
    stall(milliseconds) {
      now += milliseconds;
    },
    waiting: () => timers.size,
  };
}
