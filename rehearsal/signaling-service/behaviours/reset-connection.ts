import type { Behaviour } from "./behaviour.ts";

/** The connection is reset in the middle of the reply to an operation, or to every one. */
export function resetConnection(operation?: string): Behaviour {
  return {
    name: "reset-connection",
    beforeOperation: (call) => (operation === undefined || operation === call.operation ? { do: "reset" } : undefined),
  };
}
