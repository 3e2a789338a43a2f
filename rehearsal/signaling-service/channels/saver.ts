/** Writes the current state out, on demand. */
export interface Saver {
  /** Resolves when the state as it is now is written. */
  save(): Promise<void>;
  /** Resolves when nothing is being written. */
  idle(): Promise<void>;
}

/** Runs one write at a time, and one for all callers that wait: each sees its own change written. */
export function createSaver(write: () => Promise<void>): Saver {
  let running: Promise<void> = Promise.resolve();
  let waiting: Promise<void> | undefined;
  return {
    save() {
      waiting ??= running
        .catch(() => {})
        .then(() => {
          waiting = undefined;
          running = write();
          return running;
        });
      return waiting;
    },
    async idle() {
      await (waiting ?? running).catch(() => {});
    },
  };
}
