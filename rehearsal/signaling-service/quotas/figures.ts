/** How often an operation may be called, in all and on one channel; absent: as often as one likes. */
interface RateQuota {
  /** Calls a second of the account in the region. */
  readonly perAccount?: number;
  /** Calls a second on one channel. */
  readonly perChannel?: number;
}

/**
 * The rate of each operation, by its name.
 * Source: developer guide, Kinesis Video Streams with WebRTC service quotas.
 */
export const rateQuotas: Readonly<Record<string, RateQuota>> = {
  CreateSignalingChannel: { perAccount: 50 },
  DescribeSignalingChannel: { perAccount: 300, perChannel: 5 },
  ListSignalingChannels: { perAccount: 50 },
  UpdateSignalingChannel: { perAccount: 50, perChannel: 5 },
  DeleteSignalingChannel: { perAccount: 50, perChannel: 5 },
  GetSignalingChannelEndpoint: { perAccount: 300 },
  TagResource: { perAccount: 50, perChannel: 5 },
  UntagResource: { perAccount: 50, perChannel: 5 },
  ListTagsForResource: { perAccount: 50, perChannel: 5 },
  DescribeMediaStorageConfiguration: { perAccount: 50, perChannel: 5 },
  UpdateMediaStorageConfiguration: { perAccount: 10, perChannel: 5 },
  GetIceServerConfig: { perAccount: 100, perChannel: 5 },
  SendAlexaOfferToMaster: { perAccount: 100, perChannel: 5 },
  ConnectAsMaster: { perChannel: 3 },
  ConnectAsViewer: { perChannel: 3 },
};

/** Channels that an account may have in a region. */
export function channelsPerAccount(region: string): number {
  return region === "us-east-1" || region === "us-west-2" ? 10_000 : 5_000;
}

/** Viewers connected to one channel at a time. */
export const MAX_VIEWERS_PER_CHANNEL = 10;

/** Messages a second that one WebSocket may send, by kind. */
export const MESSAGES_PER_SECOND = { SDP_OFFER: 5, SDP_ANSWER: 5, ICE_CANDIDATE: 20 } as const;
