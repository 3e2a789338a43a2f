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
  /** False when the change is refused. */
  prepare(draft: Draft): boolean;
  takeEffect(): void;
  /** Tells of the refusal. */
  refuse(): void;
  fail(error: unknown): void;
}

/**
 * Runs one write at a time. The changes that come up meanwhile wait, and are then written together: each begins with a
 * draft of what has taken effect, so nothing is ever built on a change whose write failed. A refusal may rest on the
 * changes before it, so it is told only once they have taken effect; where they could not be written, it is judged anew.
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
      const prepared: Waiting<Draft>[] = [];
      const refused: Waiting<Draft>[] = [];
      for (const change of waiting) (change.prepare(draft) ? prepared : refused).push(change);
      waiting = [];
      try {
        if (prepared.length > 0) await write(draft);
      } catch (error) {
        for (const change of prepared) change.fail(error);
        waiting = [...refused, ...waiting];
        continue;
      }
      for (const change of prepared) change.takeEffect();
      for (const change of refused) change.refuse();
    }
    running = undefined;
  };
  return {
    change<Result>(change: Change<Draft, Result>) {
      return new Promise<Result>((resolve, reject) => {
        let effect: () => Result;
        let refusal: unknown;
        waiting.push({
          prepare(draft) {
            try {
              effect = change(draft);
              return true;
            } catch (error) {
              refusal = error;
              return false;
            }
          },
          takeEffect() {
            try {
              resolve(effect());
            } catch (error) {
              // Its own fault alone: the others of its group are written and take effect.
              reject(error);
            }
          },
          refuse: () => reject(refusal),
          fail: reject,
        });
        running ??= Promise.resolve().then(run);
      });
    },
    idle: async () => running,
  };
}
