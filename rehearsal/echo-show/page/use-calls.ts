import { useState } from "preact/hooks";

/**
 * Runs calls to the server, and tells whether one is under way. The buttons stay what they are meanwhile, since one that
 * is disabled while it is pressed loses the keyboard.
 */
export function useCalls(onProblem: (sentence: string) => void): {
  readonly busy: boolean;
  run(call: () => Promise<void>): void;
} {
  const [underWay, setUnderWay] = useState(0);
  return {
    busy: underWay > 0,
    run(call) {
      setUnderWay((count) => count + 1);
      call()
        .catch((error: Error) => onProblem(error.message))
        .finally(() => setUnderWay((count) => count - 1));
    },
  };
}
