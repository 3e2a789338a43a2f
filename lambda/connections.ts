import http from "node:http";
import https from "node:https";

/**
 * How long an idle connection is trusted, in milliseconds. Lambda freezes between invocations; the far end closes what
 * it thinks abandoned, and a call on such a connection would fail although nothing is wrong.
 */
const TRUSTED_IDLE_MS = 10_000;

/** The connections that all calls of this environment share and keep alive. */
export interface Connections {
  readonly httpAgent: http.Agent;
  readonly httpsAgent: https.Agent;
  /** Has to be called when an invocation begins: closes idle connections that may be dead. */
  closeStale(): void;
  /** Closes everything. */
  close(): void;
}

/** Makes the connection pools. */
export function createConnections(now: () => number): Connections {
  const httpAgent = new http.Agent({ keepAlive: true });
  const httpsAgent = new https.Agent({ keepAlive: true });
  let lastUsed = now();
  return {
    httpAgent,
    httpsAgent,
    closeStale() {
      if (now() - lastUsed > TRUSTED_IDLE_MS) {
        for (const agent of [httpAgent, httpsAgent]) {
          for (const sockets of Object.values(agent.freeSockets)) for (const socket of sockets ?? []) socket.destroy();
        }
      }
      lastUsed = now();
    },
    close() {
      httpAgent.destroy();
      httpsAgent.destroy();
    },
  };
}
