import type { RelayedMessage, StatusResponse } from "../protocol/signaling/messages.ts";
import { type CredentialSource, openMasterSocket, type SignalingSocket } from "../signaling-client/index.ts";
import { backoff } from "./backoff.ts";
import { type Clock, sleep } from "./clock.ts";
import type { MasterChannel } from "./control-plane.ts";
import type { Emit } from "./events.ts";
import { reasonOf } from "./failure.ts";

/** What a master needs to connect and to stay connected. */
export interface MasterConnectionOptions {
  /** Asked before each connection: endpoints may have moved. Ends when the signal aborts. */
  readonly findChannel: (signal: AbortSignal) => Promise<MasterChannel>;
  readonly credentials: CredentialSource;
  readonly onMessage: (message: RelayedMessage) => void;
  readonly onStatus: (status: StatusResponse) => void;
  readonly onReconnectIceServer: () => void;
  readonly emit: Emit;
  readonly clock: Clock;
  readonly random: () => number;
  readonly now: () => Date;
}

/** A channel's connection, whichever WebSocket it is at the moment. */
export interface MasterConnection {
  readonly channel: () => MasterChannel;
  /** Sends on the connection that is open now; without one the message is lost, as its viewer's time runs out. */
  send: SignalingSocket["send"];
  /** Ends the connection, or the attempt at one that is under way. */
  stop(): Promise<void>;
}

/** A connection that lasted less than this, whoever ended it, counts as a failed attempt, in milliseconds. */
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
 * the service is about to end (GO_AWAY, then at most a minute) is replaced first and closed after. The waits begin anew
 * after a connection that lasted 10 s.
 * @throws whatever the first attempt threw; later attempts are repeated for ever and reported as events.
 */
export async function connectMaster(options: MasterConnectionOptions): Promise<MasterConnection> {
  const stopped = new AbortController();
  const stop = new Promise<void>((resolve) => {
    stopped.signal.addEventListener("abort", () => resolve(), { once: true });
  });
  let current = await connect(options, stopped.signal);
  let failures = 0;
  options.emit({ type: "connected" });
  const connected = stayConnected();

  async function stayConnected(): Promise<void> {
    while (!stopped.signal.aborted) {
      const code = await Promise.race([
        current.socket.closed.then((ended) => ended.code),
        current.goAway.then(() => 0),
        stop,
      ]);
      if (code === undefined) break;
      options.emit({ type: "disconnected", code });
      failures = options.clock.now() - current.since < STABLE ? failures + 1 : 0;
      const next = await reconnect();
      if (next === undefined) break;
      const previous = current;
      current = next;
      options.emit({ type: "connected" });
      await previous.socket.close();
    }
    await current.socket.close();
  }

  async function reconnect(): Promise<Connection | undefined> {
    let wait = failures === 0 ? 0 : backoff(failures, options.random);
    while (!stopped.signal.aborted) {
      if (wait > 0) await sleep(options.clock, wait, stopped.signal);
      if (stopped.signal.aborted) break;
      try {
        return await connect(options, stopped.signal);
      } catch (error) {
        if (stopped.signal.aborted) break;
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
      await connected;
    },
  };
}

async function connect(options: MasterConnectionOptions, signal: AbortSignal): Promise<Connection> {
  const channel = await options.findChannel(signal);
  let announceGoAway = () => {};
  const goAway = new Promise<void>((resolve) => {
    announceGoAway = resolve;
  });
  const socket = await openMasterSocket({
    endpoint: channel.websocketEndpoint,
    channelArn: channel.channelArn,
    credentials: options.credentials,
    now: options.now,
    signal,
    onMessage: options.onMessage,
    onStatus: options.onStatus,
    onNotice: (notice) => (notice === "GO_AWAY" ? announceGoAway() : options.onReconnectIceServer()),
  });
  return { socket, channel, goAway, since: options.clock.now() };
}
