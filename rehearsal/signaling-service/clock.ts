/** Time as the service sees it: tests put their own in. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Calls back once after so many milliseconds; returns a function that calls it off. */
  after(milliseconds: number, callback: () => void): () => void;
}

/** The machine's own clock, or another `now` and timer where they are given. */
export function createClock(now: Clock["now"] = Date.now, after: Clock["after"] = startTimer): Clock {
  return { now, after };
}

function startTimer(milliseconds: number, callback: () => void): () => void {
  const timer = setTimeout(callback, milliseconds);
  return () => clearTimeout(timer);
}
