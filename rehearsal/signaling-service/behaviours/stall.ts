import type { Behaviour } from "./behaviour.ts";
import { interfere } from "./interfere.ts";
import { behaviourKind } from "./kind.ts";
import { onlyOperation } from "./parameters.ts";

/** The reply to an operation, or to every one, begins and never ends: its headers come, its body does not. */
export function stall(operation?: string): Behaviour {
  return { name: "stall", ...interfere(operation, { do: "stall" }) };
}

/** `stall` by name. */
export const stallKind = behaviourKind({
  name: "stall",
  summary: "Replies begin and never end: the headers come, the body does not.",
  parameters: { operation: onlyOperation },
  positional: "operation",
  make: ({ operation }) => stall(operation),
});
