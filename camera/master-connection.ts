import type { RelayedMessage, StatusResponse } from "../protocol/signaling/messages.ts";
import { type Credentials, openMasterSocket, type SignalingSocket } from "../signaling-client/index.ts";
import { backoff } from "./backoff.ts";
import { type Clock, sleep } from "./clock.ts";
import type { MasterChannel } from "./control-plane.ts";
import type { Emit } from "./events.ts";
import { reasonOf } from "./failure.ts";

export interface MasterConnectionOptions {
  /** Asked before each connection: endpoints may have moved. */
  readonly findChannel: () => Promise<MasterChannel>;
  readonly credentials: Credentials;
  readonly onMessage: (message: RelayedMessage) => void;
  readonly onStatus: (status: StatusResponse) => void;
  readonly onReconnectIceServer: () => void;
  readonly emit: Emit;
  readonly clock: Clock;
  readonly random: () => number;
  readonly now: () => Date;
}

export interface MasterConnection {
  readonly channel: () => MasterChannel;
  /** Sends on the connection that is open now; without one the message is lost, as its viewer's time runs out. */
  send: SignalingSocket["send"];
  stop(): Promise<void>;
}

/** A connection that lasted less than this counts as a failed attempt, in milliseconds. */
const STABLE = 10_000;

interface Connection {
  readonly socket: SignalingSocket;
  readonly channel: MasterChannel;
  /** Resolves when the service asks to go away. */
  readonly goAway: Promise<void>;
  readonly since: number;
}

/**
 * Connects as the channel's master and stays connected: a lost connection is made again with growing waits, one that
 * the service is about to end (GO_AWAY, then at most a minute) is replaced first and closed after.
 * @throws whatever the first attempt threw; later attempts are repeated for ever and reported as events.
 */
export async function connectMaster(options: MasterConnectionOptions): Promise<MasterConnection> {
  const stopped = new AbortController();
  let current = await connect(options);
  options.emit({ type: "connected" });
  void stayConnected();

  async function stayConnected(): Promise<void> {
    while (!stopped.signal.aborted) {
      const ended = await Promise.race([
        current.socket.closed.then(({ code }) => ({ code })),
        current.goAway.then(() => ({ code: 0 })),
      ]);
      if (stopped.signal.aborted) return;
      options.emit({ type: "disconnected", code: ended.code });
      const lasted = options.clock.now() - current.since;
      const next = await reconnect(ended.code === 0 || lasted >= STABLE ? 0 : 1);
      if (next === undefined) return;
      const previous = current;
      current = next;
      options.emit({ type: "connected" });
      await previous.socket.close();
    }
  }

  async function reconnect(failuresSoFar: number): Promise<Connection | undefined> {
    let failures = failuresSoFar;
    let wait = failures === 0 ? 0 : backoff(failures, options.random);
    while (!stopped.signal.aborted) {
      if (wait > 0) await sleep(options.clock, wait, stopped.signal);
      if (stopped.signal.aborted) break;
      try {
        const connection = await connect(options);
        if (!stopped.signal.aborted) return connection;
        await connection.socket.close();
      } catch (error) {
        failures += 1;
        wait = backoff(failures, options.random);
        options.emit({ type: "reconnect-failed", reason: reasonOf(error), retryInMilliseconds: Math.round(wait) });
      }
    }
    return undefined;
  }

  return {
    channel: () => current.channel,
    send: (message) => current.socket.send(message),
    async stop() {
      stopped.abort();
      await current.socket.close();
    },
  };
}

async function connect(options: MasterConnectionOptions): Promise<Connection> {
  const channel = await options.findChannel();
  let announceGoAway = () => {};
  const goAway = new Promise<void>((resolve) => {
    announceGoAway = resolve;
  });
  const socket = await openMasterSocket({
    endpoint: channel.websocketEndpoint,
    channelArn: channel.channelArn,
    credentials: options.credentials,
    now: options.now,
    onMessage: options.onMessage,
    onStatus: options.onStatus,
    onNotice: (notice) => (notice === "GO_AWAY" ? announceGoAway() : options.onReconnectIceServer()),
  });
  return { socket, channel, goAway, since: options.clock.now() };
}
