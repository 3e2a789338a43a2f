/**
 * The service's limits. One line a rate, named after the operation it holds.
 * Source: Kinesis Video Streams with WebRTC service quotas.
 */
export const rateQuotas: Readonly<Record<string, RateQuota>> = {
  SendAlexaOfferToMaster: { perChannelPerSecond: 5 },
};

/** How often an operation may be called. */
export interface RateQuota {
  /** Calls a second on one channel. */
  readonly perChannelPerSecond: number;
}

/** Viewers connected to one channel at a time. */
export const MAX_VIEWERS_PER_CHANNEL = 10;

/** Messages that one WebSocket may send, by kind. */
export const MESSAGES_PER_SECOND = { SDP_OFFER: 5, SDP_ANSWER: 5, ICE_CANDIDATE: 20 } as const;
