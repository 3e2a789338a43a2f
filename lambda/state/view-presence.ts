import type { Connectivity } from "../../protocol/alexa/endpoint-health.ts";
import { loggedCauseOf } from "../observability/cause.ts";
import type { Log } from "../observability/log.ts";
import { within } from "../within.ts";
import type { Presence } from "./presence.ts";

/**
 * The longest that a view's answer waits for its camera's presence, in milliseconds. Calls end 200 ms before the answer
 * has to be out, so that even the latest one leaves room for this.
 */
const WAIT_MS = 100;

/** A camera's presence in the course of one view. */
export interface ViewPresence {
  /** Starts to read what was known before, once. The offer has to be on its way by then. */
  begin(): void;
  /**
   * Keeps what the view says of the camera, if that is new, and gives what was known before: undefined where it could
   * not be read. Takes 100 ms at most and never fails; the log tells of what could not be kept.
   */
  conclude(connectivity: Connectivity): Promise<Connectivity | undefined>;
}

/** Follows a camera's presence through a view. Lambda freezes after the answer, so what is new is written before it. */
export function followPresence(cameraId: string, presence: Presence, log: Log): ViewPresence {
  let before: Connectivity | undefined;
  let reading: Promise<void> | undefined;

  function begin(): Promise<void> {
    if (reading === undefined) {
      reading = presence.connectivityOf(cameraId).then((known) => {
        before = known;
      });
      // Whoever concludes hears of it.
      reading.catch(() => undefined);
    }
    return reading;
  }

  async function keep(connectivity: Connectivity): Promise<void> {
    await begin();
    await presence.report(cameraId, connectivity, before);
  }

  return {
    begin: () => void begin(),
    async conclude(connectivity) {
      if (before === connectivity) return before;
      try {
        await within(WAIT_MS, keep(connectivity));
      } catch (error) {
        const cause = loggedCauseOf(error);
        log.warn("presence could not be kept", { endpointId: cameraId, ...(cause !== undefined && { cause }) });
      }
      return before;
    },
  };
}
