import type { Behaviour } from "./behaviour.ts";

/** The reply to an operation, or to every one, begins and never ends: its headers come, its body does not. */
export function stall(operation?: string): Behaviour {
  return {
    name: "stall",
    beforeOperation: (call) => (operation === undefined || operation === call.operation ? { do: "stall" } : undefined),
  };
}
