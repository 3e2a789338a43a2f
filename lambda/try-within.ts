import { setMaxListeners } from "node:events";

/**
 * Gives what the work gives; its signal aborts after so many milliseconds, or when the caller's does.
 * AbortSignal.any over AbortSignal.timeout would say the same, and in Node 20 it sometimes never fires: the garbage
 * collector takes the signal in between.
 */
export async function tryWithin<Value>(
  milliseconds: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const ended = new AbortController();
  // The work may be many calls at once, and each of them listens: that is no leak.
  setMaxListeners(0, ended.signal);
  const end = () => ended.abort();
  const timer = setTimeout(end, milliseconds);
  signal.addEventListener("abort", end, { once: true });
  if (signal.aborted) end();
  try {
    return await work(ended.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", end);
  }
}
