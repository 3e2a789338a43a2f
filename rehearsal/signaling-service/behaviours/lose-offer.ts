import type { Behaviour } from "./behaviour.ts";

/** Alexa's offers never reach the master, connected or not. */
export function loseOffer(): Behaviour {
  return { name: "lose-offer", onOfferToMaster: () => null };
}
