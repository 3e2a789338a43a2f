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
/** When the page and its server lose each other, the server ends what the page had going on, or is gone itself. */
const serverLost = {
  alexaSays,
  sentence: "The session ended when the page lost its connection to the rehearsal's server.",
};

/** Decides what the screen shows from the call that is up and what the server knows of it. */
export function deviceScreen(call: Call | undefined, view: View | undefined, connected: boolean): DeviceScreen {
  if (!call) return { kind: "home" };
  if (view?.failure) return { kind: "failed", failure: view.failure };
  if (call.failed) {
    if (call.problem !== undefined) return { kind: "failed", failure: { alexaSays, sentence: call.problem } };
    if (!connected || call.serverLost || view?.phase === "ended") return { kind: "failed", failure: serverLost };
    // The server's word on why is on its way.
    return { kind: "calling" };
  }
  return call.hasPicture || view?.phase === "playing" ? { kind: "playing" } : { kind: "calling" };
}
