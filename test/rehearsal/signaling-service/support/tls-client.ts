import { once } from "node:events";
import { readFileSync } from "node:fs";
import { Agent } from "node:https";
import { isIP } from "node:net";
import type { Duplex } from "node:stream";
import { type ConnectionOptions, connect, type TLSSocket } from "node:tls";
import type { SignalingService } from "../../../../rehearsal/signaling-service/index.ts";

/**
 * An agent that leads every host name and port to the service, and trusts its certificate authority alone: for clients
 * that don't know they are tested, as /etc/hosts and port 443 would.
 */
export function agentTo({ port, caFile = "" }: Pick<SignalingService, "port" | "caFile">): Agent {
  return new LeadingAgent(port, readFileSync(caFile, "utf8"));
}

class LeadingAgent extends Agent {
  readonly #port: number;

  constructor(port: number, ca: string) {
    super({ ca, keepAlive: true });
    this.#port = port;
  }

  override createConnection(options: { host?: string }, callback?: (error: Error | null, stream: Duplex) => void) {
    // The name in the URL, which the Host header of a test may differ from.
    const { host = "" } = options;
    const servername = isIP(host) ? "" : host;
    return super.createConnection({ ...options, servername, host: "127.0.0.1", port: this.#port }, callback);
  }
}

/** Connects as a client that trusts one authority alone; resolves once the certificate was found good. */
export async function shake(options: ConnectionOptions): Promise<TLSSocket> {
  const socket = connect({ host: "127.0.0.1", ...options });
  await once(socket, "secureConnect");
  // It ends when the server does, in whatever way.
  socket.on("error", () => {});
  return socket;
}
