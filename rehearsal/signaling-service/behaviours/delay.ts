import type { Behaviour } from "./behaviour.ts";

/** An operation, or every one, is carried out so many milliseconds late. */
export function delay(milliseconds: number, operation?: string): Behaviour {
  return {
    name: `delay ${milliseconds} ms`,
    beforeOperation: (call) =>
      operation === undefined || operation === call.operation ? { do: "delay", milliseconds } : undefined,
  };
}
