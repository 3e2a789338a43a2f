import { readCandidateLine } from "../../protocol/sdp/candidate-line.ts";
import { asFailure, Failure, type FailureCode } from "../failure.ts";
import type { ExchangeStage } from "../observability/ledger.ts";
import type { Because } from "../state/viewer-marks.ts";
import { giveHeadStart } from "./head-start.ts";
import type { CameraAnswer, ExchangeProgress, OfferExchange, OfferRequest } from "./offer-exchange.ts";

/** Both ways to one camera. */
export interface Ways {
  /** SendAlexaOfferToMaster. */
  readonly documented: OfferExchange;
  /** ConnectAsViewer. */
  readonly viewer: OfferExchange;
}

/** The answer that came first. */
export interface RaceResult {
  readonly answer: CameraAnswer;
  /** Why the viewer way had failed before the documented one brought it; absent where it had not. */
  readonly viewerFailure?: Failure;
}

/** Neither way brought an answer. Where the viewer way never began, its failure is the documented one's. */
export class BothWaysFailed extends Error {
  override readonly name = "BothWaysFailed";
  readonly documented: Failure;
  readonly viewer: Failure;

  constructor(documented: Failure, viewer: Failure) {
    super(`${documented.code}, ${viewer.code}`);
    this.documented = documented;
    this.viewer = viewer;
  }
}

/** The failures of the documented way by which it brought nothing, although KVS did what it was asked. */
const broughtNothing: Readonly<Partial<Record<FailureCode, Because>>> = {
  "answer-empty": "the answer was null or empty",
  "answer-without-candidates": "the answer had no candidates",
};

/**
 * Lets the documented way begin. The viewer way begins beside it 2.0 s after its offer was sent, or as soon as it comes
 * back with nothing; any other failure of it before then ends the race. The first complete answer wins, and the other
 * way is aborted.
 * @throws {BothWaysFailed}
 */
export async function raceWays(ways: Ways, request: OfferRequest): Promise<RaceResult> {
  const { signal } = request;
  // One for both: whoever is told at the end has lost, or has nothing left to hear of.
  const ending = new AbortController();
  const headStart = giveHeadStart();
  let begun = false;
  let viewerFailure: Failure | undefined;
  let over = false;
  const abort = () => {
    headStart.clear();
    ending.abort();
  };
  /** The view's progress without one stage, and without what the loser still reaches. */
  const progressBut = (untold: ExchangeStage, beside?: (stage: ExchangeStage) => void): ExchangeProgress => ({
    attempt: () => request.progress.attempt(),
    reached(stage) {
      if (over) return;
      if (stage !== untold) request.progress.reached(stage);
      beside?.(stage);
    },
  });

  async function documentedWay(): Promise<RaceResult> {
    const answer = await ways.documented.exchange({
      ...request,
      signal: ending.signal,
      // An answer without candidates is none: that one is back is told when it is known to be complete.
      progress: progressBut("answerBack", (stage) => {
        if (stage === "offerSent" && !signal.aborted) headStart.count();
      }),
    });
    if (!isComplete(answer)) throw new Failure("answer-without-candidates");
    if (!over) request.progress.reached("answerBack");
    return { answer };
  }

  async function viewerWay(): Promise<RaceResult> {
    const because = await headStart.ended;
    begun = true;
    request.progress.reached("viewerBegun");
    const answer = await ways.viewer.exchange({
      ...request,
      signal: ending.signal,
      // The documented way has told it, and it is the same lookup.
      progress: progressBut("endpointLookup"),
    });
    return { answer: { ...answer, because } };
  }

  signal.addEventListener("abort", abort);
  if (signal.aborted) abort();
  try {
    const documented = documentedWay();
    documented.catch((failure: unknown) => {
      const because = broughtNothing[asFailure(failure).code];
      if (because === undefined || signal.aborted) headStart.cancel(failure);
      else headStart.end(because);
    });
    const viewer = viewerWay();
    viewer.catch((failure: unknown) => {
      viewerFailure = asFailure(failure);
    });
    const { answer } = await Promise.any([documented, viewer]);
    return { answer, ...(viewerFailure !== undefined && { viewerFailure }) };
  } catch (failed) {
    const [documented, viewer] = (failed as AggregateError).errors;
    throw new BothWaysFailed(asFailure(documented), asFailure(viewer));
  } finally {
    over = true;
    headStart.clear();
    // Where nothing was begun beside it there is nothing to abort, and an abort has its cost.
    if (begun) abort();
    signal.removeEventListener("abort", abort);
  }
}

/** Whether Alexa, who takes no candidates later, could connect by this answer. */
export function isComplete({ sdp }: Pick<CameraAnswer, "sdp">): boolean {
  return sdp.match(/^a=candidate:.*/gm)?.some((line) => readCandidateLine(line) !== undefined) ?? false;
}
