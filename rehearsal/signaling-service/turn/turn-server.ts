import { once } from "node:events";
import Turn, { type Allocation } from "node-turn";
import { AllocationTable } from "./allocation-table.ts";
import { relayChannelData } from "./channel-data.ts";
import { createNonce } from "./nonces.ts";
import { expiryOf, passwordOf } from "./turn-credentials.ts";

/** The relay behind GetIceServerConfig: UDP on loopback, on a port of its own. */
export interface TurnServer {
  readonly port: number;
  /** The key of all passwords it takes. */
  readonly secret: string;
  stop(): Promise<void>;
}

/**
 * Starts node-turn and makes good what its 0.0.6 lacks: a port of the system's choosing, credentials that end, channel
 * data, refreshes, and timers and sockets that close.
 */
export async function startTurnServer(secret: string, now: () => number): Promise<TurnServer> {
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
  // The option of this name takes no 0.
  turn.network.listeningPort = 0;
  turn.start();

  const [socket] = turn.network.sockets;
  if (socket === undefined) throw new Error("the TURN server opened no socket");
  await once(socket, "listening");
  relayChannelData(turn, socket, table);
  return {
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
