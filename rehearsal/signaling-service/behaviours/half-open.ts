import type { Behaviour } from "./behaviour.ts";

/** WebSockets stay open and are dead: nothing is read, relayed or ponged, as after a router that lost its table. */
export function halfOpen(): Behaviour {
  return { name: "half-open", halfOpen: true };
}
