import type { Behaviour } from "./behaviour.ts";

/** An operation, or every one, is never answered; the connection stays open. */
export function hang(operation?: string): Behaviour {
  return {
    name: "hang",
    beforeOperation: (call) => (operation === undefined || operation === call.operation ? { do: "hang" } : undefined),
  };
}
