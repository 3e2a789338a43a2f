import { once } from "node:events";
import Turn, { type Allocation } from "node-turn";
import { describeListenFault } from "../../listen.ts";
import { AllocationTable } from "./allocation-table.ts";
import { relayChannelData } from "./channel-data.ts";
import { createNonce } from "./nonces.ts";
import { channelOf, expiryOf, passwordOf } from "./turn-credentials.ts";

/** Source: KVS WebRTC service quotas. */
const MAX_ALLOCATIONS_PER_CHANNEL = 50;

/** The relay behind GetIceServerConfig, which also answers STUN: UDP on loopback. */
export interface TurnServer {
  /** How clients are told to call its host, as it stands in a URI. */
  readonly host: string;
  readonly port: number;
  /** The key of all passwords it takes. */
  readonly secret: string;
  stop(): Promise<void>;
}

/** How to start the TURN server. */
export interface TurnServerOptions {
  readonly secret: string;
  /** How clients are told to call its host, which listens on 127.0.0.1 all the same. */
  readonly host: string;
  /** The UDP port; 0 lets the system choose one. */
  readonly port: number;
  /** Whether a channel's allocations are limited. */
  readonly quotas: "on" | "off";
  now(): number;
}

/**
 * Starts node-turn and makes good what its 0.0.6 lacks: a port of the system's choosing, credentials that end, a limit
 * of allocations, channel data, refreshes, and timers and sockets that close.
 * @throws {Error} in words a user understands, when the port is taken or not for this user.
 */
export async function startTurnServer({ secret, host, port, quotas, now }: TurnServerOptions): Promise<TurnServer> {
  const table = new AllocationTable();
  const turn = new Turn({
    listeningIps: ["127.0.0.1"],
    relayIps: ["127.0.0.1"],
    authMech: "long-term",
    realm: "kinesisvideo",
    credentials: credentialsInForce(secret, now, () => table.all()),
    debugLevel: "OFF",
  });
  turn.allocations = table.entries;
  // REFRESH reads these two, which the constructor does not set: without them every refresh ends the allocation.
  turn.defaultLifetime = 600;
  turn.maxAllocateTimeout = 3600;
  turn.authentification.generateNonce = () => createNonce(turn.authentification.nonces);
  turn.allocate.checkQuota = (username) => {
    const ofChannel = table.all().filter(({ user }) => channelOf(user.username) === channelOf(username));
    return quotas === "off" || ofChannel.length < MAX_ALLOCATIONS_PER_CHANNEL;
  };
  // The option of this name takes no 0.
  turn.network.listeningPort = port;
  turn.start();

  const [socket] = turn.network.sockets;
  if (socket === undefined) throw new Error("the TURN server opened no socket");
  try {
    await once(socket, "listening");
  } catch (error) {
    turn.stop();
    throw describeListenFault(error, port, "UDP port");
  }
  relayChannelData(turn, socket, table);
  return {
    host,
    port: socket.address().port,
    secret,
    async stop() {
      table.close();
      // A reply that is still being made must not fail on the closed socket, out of anyone's reach.
      socket.send = () => {};
      const closed = once(socket, "close");
      turn.stop();
      await closed;
    },
  };
}

/**
 * The password of every user name that is in force. A name whose time is over still works for the allocation it made,
 * as it does with other TURN servers that take such credentials: a view does not break off after five minutes.
 */
function credentialsInForce(
  secret: string,
  now: () => number,
  allocations: () => Allocation[],
): Record<string, string | undefined> {
  return new Proxy<Record<string, string | undefined>>(Object.create(null), {
    get(_, username) {
      const expiry = typeof username === "string" ? expiryOf(username) : undefined;
      if (typeof username !== "string" || expiry === undefined) return undefined;
      const inForce = expiry * 1000 > now() || allocations().some(({ user }) => user.username === username);
      return inForce ? passwordOf(username, secret) : undefined;
    },
  });
}
