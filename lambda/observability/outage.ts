import type { FailureCode } from "../failure.ts";

/**
 * How directives come to nothing although the skill works. A camera that does not answer is none of these the first
 * time, for an outage of KVS looks just so; the second time it is the camera that is gone.
 */
const noOutage: ReadonlySet<FailureCode> = new Set<FailureCode>([
  // The camera is unplugged, in use, or without pictures by its user's wish.
  "camera-offline",
  "camera-busy",
  "snapshot-missing",
  // What was asked for is not there, not readable or not the asker's.
  "offer-not-sdp",
  "offer-too-large",
  "camera-not-found",
  "directive-malformed",
  "directive-unknown",
  // The user has left, or has to link the account again.
  "token-invalid",
  "token-expired",
  "grant-gone",
]);

/** Whether a directive that came to nothing so is one that a working skill would have answered. */
export function speaksOfOutage(code: FailureCode): boolean {
  return !noOutage.has(code);
}
