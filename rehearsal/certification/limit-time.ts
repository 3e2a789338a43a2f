import { systemClock } from "../../camera/clock.ts";
import { CheckFailed } from "./item.ts";

/**
 * Lets work go on for so many milliseconds at the most; its signal is aborted then, or when `signal` is.
 * @throws {CheckFailed} when it took longer.
 */
export async function limitTime<Value>(
  milliseconds: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  // No AbortSignal.any over AbortSignal.timeout: in Node 20 the garbage collector may take such a signal before it fires.
  const limit = new AbortController();
  let end = () => {};
  const over = new Promise<never>((_, reject) => {
    end = () => {
      limit.abort();
      reject(signal.aborted ? signal.reason : new CheckFailed(`nothing came of it in ${milliseconds / 1_000} s`));
    };
  });
  const cancel = systemClock.after(milliseconds, end);
  signal.addEventListener("abort", end, { once: true });
  if (signal.aborted) end();
  try {
    return await Promise.race([work(limit.signal), over]);
  } finally {
    cancel();
    signal.removeEventListener("abort", end);
  }
}
