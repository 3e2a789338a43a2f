import { type AsynchronousOptions, createAsynchronous } from "./asynchronous.ts";
import type { Lambda } from "./index.ts";

/** A function none of whose invocations comes as far as its handler: each fails with what `fault` makes. */
export function failingLambda(fault: () => Error, options: AsynchronousOptions): Lambda {
  const invoke = () => Promise.reject<never>(fault());
  const { stop, ...asynchronous } = createAsynchronous(invoke, options);
  return { ...asynchronous, invoke, recycle: async () => {}, stop: async () => stop() };
}
