import type { ClientAction } from "../../../protocol/signaling/messages.ts";
import { serviceError } from "../errors.ts";
import { MAX_VIEWERS_PER_CHANNEL, MESSAGES_PER_SECOND, rateQuotas } from "./figures.ts";
import { TokenBucket } from "./token-bucket.ts";

/** The limits of one running service. Each method throws ClientLimitExceededException when its limit is reached. */
export interface Quotas {
  /** Counts a call of an operation, on a channel where it names one. */
  admitCall(operation: string, channelArn: string | undefined): void;
  /** Holds the number of viewers, before another one is connected. */
  admitViewer(connectedViewers: number): void;
  /** Makes a counter of one WebSocket's messages, which throws when one is too many. */
  messageGate(): (action: ClientAction) => void;
  /** Forgets a channel that is deleted. */
  forget(channelArn: string): void;
}

/** The service's limits as published; or, switched off, none. */
export function createQuotas(mode: "on" | "off", now: () => number): Quotas {
  if (mode === "off") {
    return { admitCall: () => {}, admitViewer: () => {}, messageGate: () => () => {}, forget: () => {} };
  }
  const buckets = new Map<string, Map<string, TokenBucket>>();
  return {
    admitCall(operation, channelArn) {
      const quota = rateQuotas[operation];
      if (quota === undefined || channelArn === undefined) return;
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
    messageGate() {
      const sent = new Map<ClientAction, TokenBucket>();
      return (action) => {
        const perSecond = MESSAGES_PER_SECOND[action];
        if (!getOrMake(sent, action, () => new TokenBucket(perSecond, now())).take(now())) {
          throw limitExceeded(`${action} is limited to ${perSecond} messages a second on a connection.`);
        }
      };
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
