import { runInThisContext } from "node:vm";

/** Hears what Node warns of, such as MaxListenersExceededWarning, by name. */
export interface HeardWarnings {
  /** Those that were given so far. */
  names(): Promise<readonly string[]>;
  stop(): void;
}

/** Begins to hear. Node warns by its own process, which is not the one that a test has. */
export function hearWarnings(): HeardWarnings {
  const node = runInThisContext("process") as NodeJS.Process;
  const names: string[] = [];
  const hear = ({ name }: Error) => names.push(name);
  node.on("warning", hear);
  return {
    async names() {
      // A warning is told in the next tick.
      await new Promise((resolve) => setImmediate(resolve));
      return names;
    },
    stop: () => node.off("warning", hear),
  };
}
