import type { Clock } from "../../../camera/clock.ts";

/** A clock whose timers can all be called off together. */
export interface Timers extends Clock {
  /** Calls off every timer; those that are asked for later never begin. */
  stop(): void;
}

/** Makes timers that end with the service, so that none keeps its process alive or fires into what is gone. */
export function createTimers(clock: Clock): Timers {
  const running = new Set<() => void>();
  let stopped = false;
  return {
    now: clock.now,
    after(milliseconds, callback) {
      if (stopped) return () => {};
      const callOff = clock.after(milliseconds, () => {
        running.delete(callOff);
        callback();
      });
      running.add(callOff);
      return () => {
        running.delete(callOff);
        callOff();
      };
    },
    stop() {
      stopped = true;
      for (const callOff of running) callOff();
      running.clear();
    },
  };
}
