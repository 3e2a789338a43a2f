/** That a camera answered Alexa by ConnectAsViewer where SendAlexaOfferToMaster brought nothing in time. */
export interface ViewerMark {
  /** Until when it counts, in epoch milliseconds. */
  readonly until: number;
}

/** Where marks are kept. */
export interface ViewerMarkStore {
  read(cameraId: string): Promise<ViewerMark | undefined>;
  write(cameraId: string, mark: ViewerMark): Promise<void>;
}

/** How long a mark counts, in milliseconds: firmware changes, and after a day the documented way is tried again. */
const MARKED_MS = 24 * 60 * 60 * 1_000;

/** Which cameras are offered to by ConnectAsViewer at once, because it was the way that worked. */
export interface ViewerMarks {
  goesAsViewer(cameraId: string): Promise<boolean>;
  /** Marks a camera for 24 hours from now. */
  mark(cameraId: string): Promise<void>;
}

/** Makes the marks over a store. */
export function createViewerMarks(store: ViewerMarkStore, now: () => number): ViewerMarks {
  return {
    async goesAsViewer(cameraId) {
      const mark = await store.read(cameraId);
      return mark !== undefined && now() < mark.until;
    },
    mark: (cameraId) => store.write(cameraId, { until: now() + MARKED_MS }),
  };
}
