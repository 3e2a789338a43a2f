import type { Behaviour } from "./behaviour.ts";
import { failWith } from "./fail-with.ts";
import { behaviourKind } from "./kind.ts";
import { onlyOperation } from "./parameters.ts";

/** An operation, or every one, is refused for its rate: ClientLimitExceededException, HTTP 400. */
export function throttle(operation?: string): Behaviour {
  const options = operation === undefined ? {} : { operation };
  const message = "Rate exceeded, on purpose.";
  return { ...failWith("ClientLimitExceededException", { ...options, message }), name: "throttle" };
}

/** `throttle` by name. */
export const throttleKind = behaviourKind({
  name: "throttle",
  summary: "Calls are refused for their rate: HTTP 400 ClientLimitExceededException.",
  parameters: { operation: onlyOperation },
  positional: "operation",
  make: ({ operation }) => throttle(operation),
});
