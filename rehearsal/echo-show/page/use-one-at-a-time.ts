import { useRef, useState } from "preact/hooks";

/**
 * Runs calls of which one at a time makes sense; what is asked for meanwhile is left out. The buttons stay what they
 * are, since one that is disabled while it is pressed loses the keyboard.
 */
export function useOneAtATime(onProblem: (sentence: string) => void): {
  readonly busy: boolean;
  run(work: () => Promise<void>): void;
} {
  const [busy, setBusy] = useState(false);
  const running = useRef(false);
  return {
    busy,
    run(work) {
      if (running.current) return;
      running.current = true;
      setBusy(true);
      work()
        .catch((error: Error) => onProblem(error.message))
        .finally(() => {
          running.current = false;
          setBusy(false);
        });
    },
  };
}
