import type { Behaviour } from "./behaviour.ts";
import { interfere } from "./interfere.ts";
import { behaviourKind } from "./kind.ts";
import { onlyOperation } from "./parameters.ts";

/** An operation, or every one, is never answered; the connection stays open. */
export function hang(operation?: string): Behaviour {
  return { name: "hang", ...interfere(operation, { do: "hang" }) };
}

/** `hang` by name. */
export const hangKind = behaviourKind({
  name: "hang",
  summary: "Calls are never answered; their connections stay open.",
  parameters: { operation: onlyOperation },
  positional: "operation",
  make: ({ operation }) => hang(operation),
});
