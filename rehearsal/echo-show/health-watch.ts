/** Has the devices asked how they are when something may have changed. */
export interface HealthWatch {
  /** Something has changed: asks in a moment. */
  soon(): void;
  /** Something is going on: asks no more until the next change. */
  wait(): void;
}

/**
 * How long after a change the devices are asked, in milliseconds: not at once, since a directive beside another one
 * starts a second environment of the function, and someone may be about to ask for the next camera.
 */
const DELAY = 500;

/** Makes a watch that asks by `refresh`. */
export function createHealthWatch(refresh: () => Promise<void>): HealthWatch {
  let due: NodeJS.Timeout | undefined;
  const wait = () => clearTimeout(due);
  return {
    wait,
    soon() {
      wait();
      due = setTimeout(() => void refresh(), DELAY);
    },
  };
}
