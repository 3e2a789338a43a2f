import type { Behaviour } from "./behaviour.ts";
import { behaviourKind } from "./kind.ts";

/** Alexa's offers never reach the master, connected or not. */
export function cameraOffline(): Behaviour {
  return { name: "camera-offline", onOfferToMaster: () => null };
}

/** `camera-offline` by name. */
export const cameraOfflineKind = behaviourKind({
  name: "camera-offline",
  summary: "Alexa's offers never reach the master.",
  parameters: {},
  make: cameraOffline,
});
