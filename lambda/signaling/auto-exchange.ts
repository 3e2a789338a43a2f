import type { Failure } from "../failure.ts";
import { loggedCauseOf } from "../observability/cause.ts";
import type { Log } from "../observability/log.ts";
import type { Because, ViewerMark, ViewerMarks } from "../state/viewer-marks.ts";
import { within } from "../within.ts";
import type { ChannelEndpoints } from "./channel-endpoints.ts";
import type { OfferExchange } from "./offer-exchange.ts";
import { BothWaysFailed, raceWays, type Ways } from "./race-ways.ts";

/** The longest that an offer waits for a camera's mark to be read, and an answer for it to be kept, in milliseconds. */
const WAIT_MS = 100;

/** What the choice between the ways stands on. */
export interface AutoExchangeOptions extends Ways {
  readonly marks: ViewerMarks;
  /** Where both ways look the channel up. */
  readonly endpoints: Pick<ChannelEndpoints, "endpointsOf">;
  readonly log: Log;
}

/**
 * Finds out by itself which way a camera answers. One that nothing is known of gets its offer the documented way, and
 * as viewer beside it when that brings nothing; one whose answer came as viewer so is marked, and goes as viewer at once
 * as long as the mark counts.
 */
export function createAutoExchange({ marks, endpoints, log, ...ways }: AutoExchangeOptions): OfferExchange {
  function warn(message: string, endpointId: string, error: unknown): void {
    const cause = loggedCauseOf(error);
    log.warn(message, { endpointId, ...(cause !== undefined && { cause }) });
  }

  async function markOf(cameraId: string): Promise<ViewerMark | undefined> {
    try {
      return await within(WAIT_MS, marks.markOf(cameraId));
    } catch (error) {
      warn(
        "whether the camera is marked as viewer only could not be read: it is offered to as if not",
        cameraId,
        error,
      );
      return undefined;
    }
  }

  async function mark(cameraId: string, because: Because): Promise<void> {
    try {
      await within(WAIT_MS, marks.mark(cameraId, because));
      log.info(
        "this camera answers as viewer only: it is marked, and its views go as viewer at once for 24 hours, or where there is no table as long as this environment lives",
        {
          endpointId: cameraId,
          because,
        },
      );
    } catch (error) {
      warn("this camera answers as viewer only, and the mark that says so could not be kept", cameraId, error);
    }
  }

  /** The failure that is told. What the viewer way says is more, unless it only had no time left. */
  function told({ documented, viewer }: BothWaysFailed, endpointId: string): Failure {
    if (documented.code !== viewer.code) {
      log.warn("neither way brought an answer", { endpointId, documented: documented.code, viewer: viewer.code });
    }
    return viewer.code === "answer-late" ? documented : viewer;
  }

  return {
    async exchange(request) {
      const { id, channelArn } = request.camera;
      // Whichever way it goes, it finds the lookup begun; and hears what went wrong with it.
      endpoints.endpointsOf(channelArn, request.signal).catch(() => undefined);
      const known = await markOf(id);
      if (known !== undefined) {
        const answer = await ways.viewer.exchange(request);
        return marks.isToBeRenewed(known) ? { ...answer, learn: () => mark(id, known.because) } : answer;
      }
      try {
        const { answer, viewerFailure } = await raceWays(ways, request);
        const { because } = answer;
        if (because !== undefined) return { ...answer, learn: () => mark(id, because) };
        if (viewerFailure !== undefined) {
          const { code } = viewerFailure;
          log.warn("the camera answered late, and asking it as viewer beside it had failed", { endpointId: id, code });
        }
        return answer;
      } catch (error) {
        throw error instanceof BothWaysFailed ? told(error, id) : error;
      }
    },
  };
}
