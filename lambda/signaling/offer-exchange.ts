import type { CameraRecord } from "../../protocol/camera-record.ts";

/** The steps of an exchange that the latency ledger wants to know. */
export interface ExchangeProgress {
  /** A new attempt begins. */
  attempt(): void;
  /** The channel's endpoint is known. */
  endpointKnown(): void;
  /** The offer is on its way; once for each attempt that comes so far. */
  offerSent(): void;
  /** The answer is back. */
  answerBack(): void;
}

/** An offer for a camera, and what belongs to sending it. */
export interface OfferRequest {
  readonly camera: CameraRecord;
  /** Alexa's session id, from which the sender's client id is made. */
  readonly sessionId: string;
  /** The offer, wrapped as the camera wants it. */
  readonly payload: string;
  readonly signal: AbortSignal;
  readonly progress: ExchangeProgress;
}

/** A way from an offer to a camera's answer. */
export interface OfferExchange {
  /**
   * Sends the offer and waits for the answer, as the camera wrapped it.
   * @throws {Failure} answer-empty, answer-late, camera-busy, channel-missing, kvs-denied, kvs-throttled,
   * kvs-unreachable or unexpected.
   */
  exchange(request: OfferRequest): Promise<string>;
}
