import type { Behaviour } from "./behaviour.ts";
import { interfere } from "./interfere.ts";
import { behaviourKind } from "./kind.ts";
import { milliseconds, onlyOperation } from "./parameters.ts";

/** An operation, or every one, is carried out so many milliseconds late. */
export function delay(milliseconds: number, operation?: string): Behaviour {
  return { name: `delay ${milliseconds} ms`, ...interfere(operation, { do: "delay", milliseconds }) };
}

/** `delay` by name. */
export const delayKind = behaviourKind({
  name: "delay",
  summary: "Calls are carried out late.",
  parameters: { milliseconds: milliseconds("how late"), operation: onlyOperation },
  positional: "milliseconds",
  make: (parameters) => delay(parameters.milliseconds, parameters.operation),
});
