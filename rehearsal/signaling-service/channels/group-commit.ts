/**
 * A change: alters the draft, or throws and leaves it as it was; returns what takes effect once the draft is written.
 */
export type Change<Draft, Result> = (draft: Draft) => () => Result;

/** Carries changes out in the order they came, each written before it takes effect. */
export interface GroupCommit<Draft> {
  /** Resolves with what the change returned once it is written; rejects when it was refused or could not be written. */
  change<Result>(change: Change<Draft, Result>): Promise<Result>;
  /** Resolves when nothing is being written. */
  idle(): Promise<void>;
}

interface Waiting<Draft> {
  /** False when the change was refused. */
  prepare(draft: Draft): boolean;
  takeEffect(): void;
  fail(error: unknown): void;
}

/**
 * Runs one write at a time. The changes that come up meanwhile wait, and are then written together: each begins with a
 * draft of what has taken effect, so nothing is ever built on a change whose write failed.
 */
export function createGroupCommit<Draft>(
  draftOfCurrent: () => Draft,
  write: (draft: Draft) => Promise<void>,
): GroupCommit<Draft> {
  let waiting: Waiting<Draft>[] = [];
  let running: Promise<void> | undefined;
  const run = async () => {
    while (waiting.length > 0) {
      const draft = draftOfCurrent();
      const group = waiting;
      waiting = [];
      const prepared = group.filter((change) => change.prepare(draft));
      if (prepared.length === 0) continue;
      try {
        await write(draft);
      } catch (error) {
        for (const change of prepared) change.fail(error);
        continue;
      }
      for (const change of prepared) change.takeEffect();
    }
    running = undefined;
  };
  return {
    change<Result>(change: Change<Draft, Result>) {
      return new Promise<Result>((resolve, reject) => {
        let effect: () => Result;
        waiting.push({
          prepare(draft) {
            try {
              effect = change(draft);
              return true;
            } catch (error) {
              reject(error);
              return false;
            }
          },
          takeEffect: () => resolve(effect()),
          fail: reject,
        });
        running ??= Promise.resolve().then(run);
      });
    },
    idle: async () => running,
  };
}
