import { epochNow } from "../camera/clock.ts";
import type { Happenings } from "./happenings.ts";

/** Tells of each directive as it is sent, and of the event that answers it. */
export function overheard(
  invoke: (event: unknown) => Promise<unknown>,
  happenings: Happenings,
): (event: unknown) => Promise<unknown> {
  return async (directive) => {
    happenings.emit("dialogue", { at: epochNow(), kind: "directive", directive, body: directive });
    const event = await invoke(directive);
    happenings.emit("dialogue", { at: epochNow(), kind: "event", directive, body: event });
    return event;
  };
}
