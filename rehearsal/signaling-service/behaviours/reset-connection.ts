import type { Behaviour } from "./behaviour.ts";
import { interfere } from "./interfere.ts";
import { behaviourKind } from "./kind.ts";
import { onlyOperation } from "./parameters.ts";

/** The connection is reset in the middle of the reply to an operation, or to every one. */
export function resetConnection(operation?: string): Behaviour {
  return { name: "reset-connection", ...interfere(operation, { do: "reset" }) };
}

/** `reset-connection` by name. */
export const resetConnectionKind = behaviourKind({
  name: "reset-connection",
  summary: "Connections are reset in the middle of the reply.",
  parameters: { operation: onlyOperation },
  positional: "operation",
  make: ({ operation }) => resetConnection(operation),
});
