import { parseChannelArn } from "../protocol/signaling/channel-arn.ts";
import type { CredentialSource } from "../signaling-client/index.ts";
import { limitCalls } from "./call-limit.ts";
import { type Clock, inTime } from "./clock.ts";
import type { MasterChannel } from "./control-plane.ts";

/** A STUN or TURN server as WebRTC stacks take it. */
export interface IceServer {
  readonly urls: string;
  readonly username?: string;
  readonly credential?: string;
}

/** Where a camera's sessions get their ICE servers. */
export interface IceServerSource {
  /**
   * Servers whose credentials still hold for a while: at once when they are known, else after a call. When that fails or
   * takes longer than so many milliseconds, those that need no credentials. Never rejects.
   */
  get(limitMilliseconds: number): Promise<readonly IceServer[]>;
  /** Makes the next `get` ask anew, after the service's RECONNECT_ICE_SERVER. */
  forget(): void;
}

/** Credentials with less time left than this are not used, in milliseconds. The C SDK has the same margin. */
const MARGIN = 30_000;
/** For this long after a failed call there is no other, in milliseconds: each would cost its viewer the whole wait. */
const FAILURE_KEPT = 30_000;

/** For a camera whose viewers are on the same network: no server is asked. */
export const noIceServers: IceServerSource = { get: async () => [], forget: () => {} };

/** AWS's STUN server, which GetIceServerConfig does not list and every official SDK writes in by hand. */
function stunServer(channelArn: string): IceServer {
  const { region } = parseChannelArn(channelArn);
  const suffix = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
  return { urls: `stun:stun.kinesisvideo.${region}.${suffix}:443` };
}

/**
 * Keeps the channel's ICE servers, asked for with GetIceServerConfig and kept until 30 s before they expire.
 * `onFailure` hears of a failed call. `withStun` adds AWS's own STUN server.
 */
export function createIceServerSource(options: {
  /** The channel as it was found last. */
  readonly channel: () => MasterChannel | undefined;
  readonly credentials: CredentialSource;
  readonly withStun: boolean;
  readonly callTimeoutMilliseconds: number;
  readonly clock: Clock;
  /** Ends the call that is under way. */
  readonly signal: AbortSignal;
  readonly onFailure: (error: unknown) => void;
}): IceServerSource {
  const { clock } = options;
  let known: { readonly servers: readonly IceServer[]; readonly until: number } | undefined;
  let asking: Promise<readonly IceServer[]> | undefined;

  async function ask(channel: MasterChannel, stun: readonly IceServer[]): Promise<readonly IceServer[]> {
    try {
      const { servers, timeToLive } = await getIceServerConfig(channel, options);
      known = { servers: [...stun, ...servers], until: clock.now() + timeToLive * 1_000 - MARGIN };
    } catch (error) {
      known = { servers: stun, until: clock.now() + FAILURE_KEPT };
      if (!options.signal.aborted) options.onFailure(error);
    } finally {
      asking = undefined;
    }
    return known.servers;
  }

  return {
    async get(limitMilliseconds) {
      if (known !== undefined && clock.now() < known.until) return known.servers;
      const channel = options.channel();
      if (channel === undefined) return [];
      const stun = options.withStun ? [stunServer(channel.channelArn)] : [];
      asking ??= ask(channel, stun);
      // A call that is late for this viewer goes on for the next.
      return inTime(clock, limitMilliseconds, asking, stun, options.signal);
    },
    forget() {
      known = undefined;
    },
  };
}

async function getIceServerConfig(
  channel: MasterChannel,
  options: {
    readonly credentials: CredentialSource;
    readonly callTimeoutMilliseconds: number;
    readonly signal: AbortSignal;
  },
): Promise<{ servers: IceServer[]; timeToLive: number }> {
  const sdk = await import("@aws-sdk/client-kinesis-video-signaling");
  const client = new sdk.KinesisVideoSignalingClient({
    region: parseChannelArn(channel.channelArn).region,
    credentials: options.credentials,
    endpoint: channel.httpsEndpoint,
    maxAttempts: 1,
    ...limitCalls(options.callTimeoutMilliseconds),
  });
  try {
    const { IceServerList = [] } = await client.send(
      new sdk.GetIceServerConfigCommand({ ChannelARN: channel.channelArn, Service: "TURN" }),
      { abortSignal: options.signal },
    );
    const servers = IceServerList.flatMap((server) =>
      (server.Uris ?? []).map((urls) => ({
        urls,
        ...(server.Username === undefined ? {} : { username: server.Username }),
        ...(server.Password === undefined ? {} : { credential: server.Password }),
      })),
    );
    // Credentials live five minutes on AWS; a reply without a time gets that.
    return { servers, timeToLive: Math.min(300, ...IceServerList.map((server) => server.Ttl ?? 300)) };
  } finally {
    client.destroy();
  }
}
