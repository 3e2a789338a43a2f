import { jest } from "@jest/globals";
import { Failure, type FailureCode } from "../../../lambda/failure.ts";
import type { OfferExchange, OfferRequest, Way } from "../../../lambda/signaling/offer-exchange.ts";
import { cameraAnswer } from "./fixtures.ts";

/** What a way does with an offer, by the time in milliseconds after the request came. */
export interface PlainWayOptions {
  /** When the endpoint is known and the offer is sent. */
  readonly sentAfter?: number;
  /** When it ends; never, unless its signal does it, when this is left out. */
  readonly endsAfter?: number;
  /** How it ends: with this SDP, or with a failure. */
  readonly with?: string | FailureCode;
  /** Whether it heeds its signal; a way that does not goes on after it has lost. */
  readonly heedsSignal?: boolean;
}

const stages = {
  "alexa-offer": { sent: ["endpointLookup", "offerSent"], back: ["answerBack"] },
  viewer: { sent: ["endpointLookup", "viewerConnected", "viewerOfferSent"], back: ["viewerAnswer", "answerBack"] },
} as const;

/** A way without a network, on setTimeout. */
export function plainWay(way: Way, options: PlainWayOptions = {}) {
  const { sentAfter = 0, endsAfter, heedsSignal = true, with: end = cameraAnswer } = options;
  const attempts: number[] = [];
  const signals: AbortSignal[] = [];

  async function exchange({ signal, progress }: OfferRequest) {
    attempts.push(progress.attempt());
    signals.push(signal);
    await wait(sentAfter, signal);
    for (const stage of stages[way].sent) progress.reached(stage);
    await wait(endsAfter === undefined ? undefined : endsAfter - sentAfter, signal);
    if (!end.startsWith("v=0")) throw new Failure(end as FailureCode);
    for (const stage of stages[way].back) progress.reached(stage);
    return { sdp: end, way };
  }

  function wait(milliseconds: number | undefined, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      // A timer of 0 ms would take 1.
      if (milliseconds === 0) resolve();
      const timer = milliseconds === undefined ? undefined : setTimeout(resolve, milliseconds);
      if (!heedsSignal) return;
      const abort = () => {
        clearTimeout(timer);
        reject(new Failure("answer-late"));
      };
      signal.addEventListener("abort", abort);
      if (signal.aborted) abort();
    });
  }

  const mocked = jest.fn(exchange);
  return {
    exchange: mocked satisfies OfferExchange["exchange"],
    /** The numbers of its attempts. */
    attempts,
    /** How often it was asked. */
    asked: () => mocked.mock.calls.length,
    /** Whether it was told to stop. */
    aborted: () => signals.some((signal) => signal.aborted),
  };
}
export type PlainWay = ReturnType<typeof plainWay>;
