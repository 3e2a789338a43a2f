import type { ClientAction } from "../../../protocol/signaling/messages.ts";
import { serviceError, type WireError } from "../errors.ts";
import { channelsPerAccount, MAX_VIEWERS_PER_CHANNEL, MESSAGES_PER_SECOND, rateQuotas } from "./figures.ts";
import { type RateLimiter, rateLimiter } from "./token-bucket.ts";

/** The channel that a call is about. */
interface CalledChannel {
  readonly channelArn: string;
  readonly channelName: string;
}

/** The limits of one running service. Each method throws ClientLimitExceededException when its limit is reached. */
export interface Quotas {
  /** Whether there are limits at all. */
  readonly mode: "on" | "off";
  /**
   * Counts a call of an operation: for the account, and for the channel where it names one that exists. Channels that
   * do not exist are not counted, so that a client which makes them up cannot fill the memory.
   */
  admitCall(operation: string, channel: CalledChannel | undefined): void;
  /**
   * Holds the number of the account's channels, before another one is made.
   * @throws {WireError} AccountChannelLimitExceededException
   */
  admitChannel(existingChannels: number): void;
  /** Holds the number of viewers, before another one is connected. */
  admitViewer(connectedViewers: number): void;
  /** Makes a counter of one WebSocket's messages, which throws when one is too many. */
  messageGate(): (action: ClientAction) => void;
  /** Forgets a channel that is deleted. */
  forget(channelArn: string): void;
}

/** The service's limits as published; or, switched off, none. */
export function createQuotas(mode: "on" | "off", now: () => number, region: string): Quotas {
  if (mode === "off") {
    return {
      mode,
      admitCall: () => {},
      admitChannel: () => {},
      admitViewer: () => {},
      messageGate: () => () => {},
      forget: () => {},
    };
  }
  const ofAccount = rateLimiter(now);
  const ofChannels = new Map<string, RateLimiter>();
  return {
    mode,
    admitCall(operation, channel) {
      const { perAccount, perChannel } = rateQuotas[operation] ?? {};
      if (perAccount !== undefined && !ofAccount(operation, perAccount)) {
        throw tooManyRequests(operation, undefined, `${perAccount} calls a second in an account`);
      }
      if (channel === undefined || perChannel === undefined) return;
      const { channelArn, channelName } = channel;
      const ofChannel = ofChannels.get(channelArn) ?? rateLimiter(now);
      ofChannels.set(channelArn, ofChannel);
      if (!ofChannel(operation, perChannel)) {
        throw tooManyRequests(operation, channelName, `${perChannel} calls a second on a channel`);
      }
    },
    admitChannel(existingChannels) {
      const limit = channelsPerAccount(region);
      if (existingChannels < limit) return;
      throw serviceError(
        "AccountChannelLimitExceededException",
        `An account is limited to ${limit} signaling channels in ${region}.`,
      );
    },
    admitViewer(connectedViewers) {
      if (connectedViewers < MAX_VIEWERS_PER_CHANNEL) return;
      throw limitExceeded(`A channel is limited to ${MAX_VIEWERS_PER_CHANNEL} connected viewers.`);
    },
    messageGate() {
      const ofConnection = rateLimiter(now);
      return (action) => {
        const perSecond = MESSAGES_PER_SECOND[action];
        if (ofConnection(action, perSecond)) return;
        throw limitExceeded(`${action} is limited to ${perSecond} messages a second on a connection.`);
      };
    },
    forget: (channelArn) => void ofChannels.delete(channelArn),
  };
}

/**
 * The real service's words for a rate that was exceeded; of a call that names no channel they are not verified.
 * Source: amazon-kinesis-video-streams-parser-library #96.
 */
function tooManyRequests(operation: string, channelName: string | undefined, limit: string): WireError {
  const resource = channelName === undefined ? "" : ` for resource '${channelName}'`;
  return limitExceeded(
    `Limit exceeded on number of requests for ${operation} API${resource}`,
    `AWS allows ${limit}; --quotas off, or quotas: "off" from code, lifts all limits`,
  );
}

function limitExceeded(message: string, hint?: string): WireError {
  return serviceError("ClientLimitExceededException", message, undefined, hint);
}
