import type { Behaviour } from "./behaviour.ts";
import { behaviourKind } from "./kind.ts";

/**
 * WebSockets stay open and are dead: nothing is read, relayed or ponged, as after a router that lost its table. New
 * ones open and are dead too. What the service hands over to them is lost. Taken out again, they live again: what the
 * clients sent meanwhile is read then.
 */
export function halfOpen(): Behaviour {
  return { name: "half-open", halfOpen: true };
}

/** `half-open` by name. */
export const halfOpenKind = behaviourKind({
  name: "half-open",
  summary: "WebSockets stay open and are dead: nothing is read, relayed or ponged.",
  parameters: {},
  make: halfOpen,
});
