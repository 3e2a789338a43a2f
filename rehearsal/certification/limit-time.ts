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
  const limit = AbortSignal.any([signal, AbortSignal.timeout(milliseconds)]);
  const over = new Promise<never>((_, reject) => {
    const end = () =>
      reject(signal.aborted ? signal.reason : new CheckFailed(`nothing came of it in ${milliseconds / 1_000} s`));
    if (limit.aborted) end();
    else limit.addEventListener("abort", end, { once: true });
  });
  return await Promise.race([work(limit), over]);
}
