import type { Because } from "../state/viewer-marks.ts";

/** How long the documented way goes alone, in milliseconds after its offer was sent. */
export const HEAD_START_MS = 2_000;

/** The time in which the documented way goes alone. What ends it first counts; all else does nothing. */
export interface HeadStart {
  /** Resolves with the reason when the viewer way has to begin, and rejects when it never will. */
  readonly ended: Promise<Because>;
  /** The offer is sent: the time counts from now, also where an earlier attempt had sent one. */
  count(): void;
  /** Lets the viewer way begin at once. */
  end(because: Because): void;
  /** The viewer way would be pointless, for this reason. */
  cancel(failure: unknown): void;
  /** Stops the timer. */
  clear(): void;
}

/** Gives the documented way its head start, whose time begins with {@link HeadStart.count}. */
export function giveHeadStart(): HeadStart {
  let timer: NodeJS.Timeout | undefined;
  let end: HeadStart["end"] = () => {};
  let cancel: HeadStart["cancel"] = () => {};
  const ended = new Promise<Because>((resolve, reject) => {
    end = resolve;
    cancel = reject;
  });
  const clear = () => clearTimeout(timer);
  return {
    ended,
    count() {
      clear();
      timer = setTimeout(() => end("no answer came in 2.0 s"), HEAD_START_MS);
    },
    end,
    cancel,
    clear,
  };
}
