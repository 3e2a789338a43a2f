import { serviceError } from "../errors.ts";
import { MAX_VIEWERS_PER_CHANNEL, rateQuotas } from "./figures.ts";
import { TokenBucket } from "./token-bucket.ts";

/** The limits of one running service. Each method throws ClientLimitExceededException when its limit is reached. */
export interface Quotas {
  /** Counts a call of an operation on a channel. */
  admitCall(operation: string, channelArn: string): void;
  /** Holds the number of viewers, before another one is connected. */
  admitViewer(connectedViewers: number): void;
  /** Forgets a channel that is deleted. */
  forget(channelArn: string): void;
}

/** The service's limits as published; or, switched off, none. */
export function createQuotas(mode: "on" | "off", now: () => number): Quotas {
  if (mode === "off") return { admitCall: () => {}, admitViewer: () => {}, forget: () => {} };
  const buckets = new Map<string, Map<string, TokenBucket>>();
  return {
    admitCall(operation, channelArn) {
      const quota = rateQuotas[operation];
      if (quota === undefined) return;
      const ofChannel = getOrMake(buckets, channelArn, () => new Map<string, TokenBucket>());
      const bucket = getOrMake(ofChannel, operation, () => new TokenBucket(quota.perChannelPerSecond, now()));
      if (!bucket.take(now())) {
        throw limitExceeded(`${operation} is limited to ${quota.perChannelPerSecond} calls a second on a channel.`);
      }
    },
    admitViewer(connectedViewers) {
      if (connectedViewers >= MAX_VIEWERS_PER_CHANNEL) {
        throw limitExceeded(`A channel is limited to ${MAX_VIEWERS_PER_CHANNEL} connected viewers.`);
      }
    },
    forget: (channelArn) => void buckets.delete(channelArn),
  };
}

function getOrMake<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}

function limitExceeded(message: string) {
  return serviceError("ClientLimitExceededException", message);
}
