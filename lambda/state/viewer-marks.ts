import * as z from "zod/mini";
import type { Store, StoreKind } from "./store.ts";

const markSchema = z.object({
  /** Until when it counts, in epoch milliseconds. */
  until: z.number(),
  because: z.enum(["no answer came in 2.0 s", "the answer was null or empty", "the answer had no candidates"]),
});
/** That a camera answered Alexa by ConnectAsViewer where SendAlexaOfferToMaster brought nothing in time. */
export type ViewerMark = z.infer<typeof markSchema>;
/** Why SendAlexaOfferToMaster alone was not enough, in words for the log. */
export type Because = ViewerMark["because"];

/** Marks as a kind of state. */
export const viewerMarkKind: StoreKind<ViewerMark> = {
  kind: "viewer-mark",
  expiresAt: ({ until }) => until,
  schema: markSchema,
};

/** Where marks are kept, by camera. */
export type ViewerMarkStore = Pick<Store<ViewerMark>, "read" | "write">;

/** How long a mark counts, in milliseconds: firmware changes, and after a day the documented way is tried again. */
const MARKED_MS = 24 * 60 * 60 * 1_000;

/** Which cameras are offered to by ConnectAsViewer at once, because it was the way that worked. */
export interface ViewerMarks {
  /** A camera's mark, if it counts. */
  markOf(cameraId: string): Promise<ViewerMark | undefined>;
  /** Marks a camera for 24 hours from now. */
  mark(cameraId: string, because: Because): Promise<void>;
  /**
   * Whether a mark is to be made anew when the camera has answered as viewer again: in its second half, and where the
   * documented way is not worth another try. A camera that answers without candidates has a session at work then,
   * which gets in the way of the one that Alexa knows, and the view that tries it may stay black.
   */
  isToBeRenewed(mark: ViewerMark): boolean;
}

/** Makes the marks over a store. */
export function createViewerMarks(store: ViewerMarkStore, now: () => number): ViewerMarks {
  return {
    async markOf(cameraId) {
      const mark = await store.read(cameraId);
      return mark !== undefined && now() < mark.until ? mark : undefined;
    },
    mark: (cameraId, because) => store.write(cameraId, { until: now() + MARKED_MS, because }),
    isToBeRenewed: ({ until, because }) => because === "the answer had no candidates" && until - now() < MARKED_MS / 2,
  };
}
