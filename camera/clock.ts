/** Time as the camera uses it; given in so that tests need not wait. */
export interface Clock {
  /** Milliseconds on a clock that never jumps, with fractions. */
  now(): number;
  /** Calls back once, after so many milliseconds, unless the returned function is called first. */
  after(milliseconds: number, callback: () => void): () => void;
}

/** The process's own clock. */
export const systemClock: Clock = {
  now: () => performance.now(),
  after: (milliseconds, callback) => {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** The wall clock that processes on one machine share: epoch milliseconds with fractions, which never jumps. */
export function epochNow(): number {
  return performance.timeOrigin + performance.now();
}

/** Waits; ends early, without an error, when the signal aborts. */
export function sleep(clock: Clock, milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = () => {
      cancel();
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const cancel = clock.after(milliseconds, done);
    signal?.addEventListener("abort", done, { once: true });
  });
}

/** Settles as the promise does, or with `late` when that takes longer than so many milliseconds or the signal aborts. */
export async function inTime<Value>(
  clock: Clock,
  milliseconds: number,
  promise: Promise<Value>,
  late: Value,
  signal: AbortSignal,
): Promise<Value> {
  const settled = new AbortController();
  const end = AbortSignal.any([settled.signal, signal]);
  try {
    return await Promise.race([promise, sleep(clock, milliseconds, end).then(() => late)]);
  } finally {
    settled.abort();
  }
}
