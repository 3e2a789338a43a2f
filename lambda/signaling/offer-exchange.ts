import type { Camera } from "../../protocol/camera-record.ts";
import type { ExchangeStage } from "../observability/ledger.ts";
import type { Because } from "../state/viewer-marks.ts";

/** How an offer comes to a camera: by SendAlexaOfferToMaster, or over a WebSocket of our own by ConnectAsViewer. */
export type Way = "alexa-offer" | "viewer";

/** The steps of an exchange that the latency ledger wants to know. */
export interface ExchangeProgress {
  /** A new attempt begins. Gives its number, from 1; no two attempts of a view share one, whichever way they go. */
  attempt(): number;
  /** A stage is reached; a second attempt overwrites the first. */
  reached(stage: ExchangeStage): void;
}

/** An offer for a camera, and what belongs to sending it. */
export interface OfferRequest {
  readonly camera: Camera;
  /** Alexa's session id, from which the sender's client id is made. */
  readonly sessionId: string;
  /** The offer, as Alexa sent it. */
  readonly sdp: string;
  /** The same, wrapped as the camera wants it. */
  readonly payload: string;
  readonly signal: AbortSignal;
  readonly progress: ExchangeProgress;
}

/** What a camera answered. */
export interface CameraAnswer {
  /** Its SDP, with CRLF. */
  readonly sdp: string;
  /** The way it came. */
  readonly way: Way;
  /** Why the other way was not enough; absent where this was the only one. */
  readonly because?: Because;
  /** Writes down what the exchange has taught, once the answer proves to be of use. Takes 100 ms at most, never rejects. */
  readonly learn?: () => Promise<void>;
}

/** A way from an offer to a camera's answer. */
export interface OfferExchange {
  /**
   * Sends the offer and waits for the answer.
   * @throws {Failure} answer-empty, answer-late, answer-unreadable, answer-without-candidates, camera-busy,
   * channel-missing, kvs-denied, kvs-throttled, kvs-unreachable, offer-too-large or unexpected.
   */
  exchange(request: OfferRequest): Promise<CameraAnswer>;
}
