import type { View } from "../../state.ts";
import type { Call } from "./call.ts";

/** What a person and a developer are told of a failure. */
export type ShownFailure = Omit<NonNullable<View["failure"]>, "afterMilliseconds">;

/** What the device's screen shows. */
export type DeviceScreen =
  | { readonly kind: "home" }
  | { readonly kind: "calling" }
  | { readonly kind: "playing" }
  | { readonly kind: "failed"; readonly failure: ShownFailure };

const alexaSays = "Sorry, something went wrong.";
/** When a call fails before there is a session, nobody but the page knows. */
const noSession = {
  alexaSays,
  sentence: "No session was asked for: the browser made no offer, or the rehearsal's server did not take it.",
};

/** And when the server is gone, nobody knows. */
const noServer = {
  alexaSays,
  sentence: "The session ended, and the rehearsal's server is gone with what it knew of it.",
};

/** Decides what the screen shows from the call that is up and what the server knows of it. */
export function deviceScreen(call: Call | undefined, view: View | undefined, connected: boolean): DeviceScreen {
  if (!call) return { kind: "home" };
  if (view?.failure) return { kind: "failed", failure: view.failure };
  if (call.failed) {
    // The server's word on why is on its way, as long as there is a server.
    if (call.sessionId === undefined) return { kind: "failed", failure: noSession };
    return connected ? { kind: "calling" } : { kind: "failed", failure: noServer };
  }
  return call.hasPicture || view?.phase === "playing" ? { kind: "playing" } : { kind: "calling" };
}
