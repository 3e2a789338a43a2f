import { parseChannelArn } from "../protocol/signaling/channel-arn.ts";
import type { Credentials } from "../signaling-client/index.ts";
import type { MasterChannel } from "./control-plane.ts";

/** A STUN or TURN server as WebRTC stacks take it. */
export interface IceServer {
  readonly urls: string;
  readonly username?: string;
  readonly credential?: string;
}

export interface IceServerSource {
  /** Servers whose credentials still hold for a while: at once when they are known, else after a call. */
  get(): Promise<readonly IceServer[]>;
  /** Makes the next `get` ask anew, after the service's RECONNECT_ICE_SERVER. */
  forget(): void;
}

/** Credentials with less time left than this are not used, in milliseconds. The C SDK has the same margin. */
const MARGIN = 30_000;

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
 * `onFailure` hears of a failed call; `get` then gives what needs no credentials.
 * `withStun` adds AWS's own STUN server.
 */
export function createIceServerSource(options: {
  /** The channel as it was found last. */
  readonly channel: () => MasterChannel | undefined;
  readonly credentials: Credentials;
  readonly withStun: boolean;
  readonly now: () => number;
  readonly onFailure: (error: unknown) => void;
}): IceServerSource {
  let known: { readonly servers: readonly IceServer[]; readonly until: number } | undefined;
  let asking: Promise<readonly IceServer[]> | undefined;

  async function ask(): Promise<readonly IceServer[]> {
    const channel = options.channel();
    if (channel === undefined) return [];
    const stun = options.withStun ? [stunServer(channel.channelArn)] : [];
    try {
      const { servers, timeToLive } = await getIceServerConfig(channel, options.credentials);
      known = { servers: [...stun, ...servers], until: options.now() + timeToLive * 1_000 - MARGIN };
      return known.servers;
    } catch (error) {
      options.onFailure(error);
      return stun;
    } finally {
      asking = undefined;
    }
  }

  return {
    async get() {
      if (known !== undefined && options.now() < known.until) return known.servers;
      asking ??= ask();
      return asking;
    },
    forget() {
      known = undefined;
    },
  };
}

async function getIceServerConfig(
  channel: MasterChannel,
  credentials: Credentials,
): Promise<{ servers: IceServer[]; timeToLive: number }> {
  const sdk = await import("@aws-sdk/client-kinesis-video-signaling");
  const client = new sdk.KinesisVideoSignalingClient({
    region: parseChannelArn(channel.channelArn).region,
    credentials,
    endpoint: channel.httpsEndpoint,
    maxAttempts: 1,
  });
  try {
    const { IceServerList = [] } = await client.send(
      new sdk.GetIceServerConfigCommand({ ChannelARN: channel.channelArn, Service: "TURN" }),
      { abortSignal: AbortSignal.timeout(2_000) },
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
