import { jest } from "@jest/globals";
import type { Failure } from "../../../lambda/failure.ts";
import { openLedger } from "../../../lambda/observability/ledger.ts";
import { createAutoExchange } from "../../../lambda/signaling/auto-exchange.ts";
import type { OfferRequest } from "../../../lambda/signaling/offer-exchange.ts";
import { createMemoryStore } from "../../../lambda/state/memory.ts";
import { createViewerMarks, type ViewerMark, type ViewerMarkStore } from "../../../lambda/state/viewer-marks.ts";
import { cameraAnswer, cameraRecord } from "./fixtures.ts";
import { type PlainWay, plainWay } from "./plain-way.ts";

/** The answer that plain ways give as viewer. */
export const viewerAnswer = cameraAnswer.replace("s=-", "s=viewer");

interface World {
  readonly documented?: PlainWay;
  readonly viewer?: PlainWay;
  readonly store?: ViewerMarkStore;
}

/** A camera in auto, both of whose ways are plain functions. */
export function createAutoCamera({
  documented = plainWay("alexa-offer", { endsAfter: 50 }),
  viewer = plainWay("viewer", { endsAfter: 50, with: viewerAnswer }),
  store = createMemoryStore<ViewerMark>(),
}: World = {}) {
  const lines: { level: string; message: string; fields: unknown }[] = [];
  const write = (level: string) => (message: string, fields?: object) => void lines.push({ level, message, fields });
  const marks = createViewerMarks(store, () => Date.now());
  const exchange = createAutoExchange({
    documented,
    viewer,
    marks,
    endpoints: { endpointsOf: async () => ({ https: "https://unused.example", wss: undefined }) },
    log: { info: write("info"), warn: write("warn"), error: write("error") },
  });
  const deadline = new AbortController();

  /** Asks for a view; tells what became of it, and after how many milliseconds. */
  function view(change: Partial<OfferRequest> = {}) {
    const ledger = openLedger(() => Date.now());
    const startedAt = Date.now();
    const outcome = exchange
      .exchange({
        camera: cameraRecord(),
        sessionId: "session",
        sdp: "",
        payload: "",
        signal: deadline.signal,
        progress: { attempt: () => ledger.attempted(), reached: (stage) => ledger.reached(stage) },
        ...change,
      })
      .then(
        async ({ sdp, way, learn }) => {
          const answeredAfter = Date.now() - startedAt;
          await learn?.();
          return { sdp, way, answeredAfter, keptAfter: Date.now() - startedAt };
        },
        (failure: Failure) => ({ failed: failure.code, after: Date.now() - startedAt }),
      );
    return { outcome, ledger };
  }

  /** The same, with all the time that it takes. */
  async function wholeView(milliseconds = 6_000) {
    const { outcome, ledger } = view();
    await jest.advanceTimersByTimeAsync(milliseconds);
    return { ...(await outcome), stages: ledger.read().stages };
  }

  return { documented, viewer, store, lines, deadline, view, wholeView };
}
