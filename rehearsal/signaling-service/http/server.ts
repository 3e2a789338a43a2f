import { createServer, type RequestListener } from "node:http";
import { createServer as createTlsServer, type ServerOptions } from "node:https";
import type { Socket } from "node:net";
import { listenOnLoopback } from "../../listen.ts";
import type { ServiceContext } from "../context.ts";
import { frontEndError } from "../errors.ts";
import { describeFault } from "../fault.ts";
import type { LocalTls } from "../tls/local-tls.ts";
import { tlsFailureOf } from "../tls/tls-failure.ts";
import { createHandshake, isWebSocketUpgrade } from "../websocket/handshake.ts";
import { handleRequest } from "./handle-request.ts";
import { endWith, errorReply } from "./reply.ts";

/** The service while it listens. */
export interface RunningServer {
  readonly port: number;
  /** Cuts all connections and resolves when the port is free. */
  stop(): Promise<void>;
}

/** Serves HTTP and WebSockets on one loopback port: with TLS, nothing without it. */
export async function startServer(
  service: ServiceContext,
  { port, tls }: { readonly port: number; readonly tls: LocalTls | undefined },
): Promise<RunningServer> {
  const sockets = new Set<Socket>();
  const handshake = createHandshake(service);
  // A fault that no reply can tell of any more; left alone, it would end the whole process.
  const cut = (socket: Socket) => (thrown: unknown) => {
    socket.destroy();
    service.emit({ type: "failed", fault: describeFault(thrown) });
  };
  const listener: RequestListener = (request, response) => {
    handleRequest(service, request, response).catch(cut(request.socket));
  };
  const server =
    tls === undefined
      ? createServer(onlyWebSockets, listener)
      : createTlsServer({ ...onlyWebSockets, ...tlsOptions(tls) }, listener);
  // The default of 5 s would now and then cut a connection that an SDK is just about to use again.
  server.keepAliveTimeout = 65_000;
  const keepTrack = (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  };
  server.on("connection", keepTrack);
  server.on("secureConnection", keepTrack);
  server.on("upgrade", (request, duplex, head) => {
    const socket = duplex as Socket;
    handshake.handle(request, socket, head).catch(cut(socket));
  });
  server.on("tlsClientError", (fault: NodeJS.ErrnoException) => {
    const reason = tlsFailureOf(fault.code);
    if (reason !== undefined) service.emit({ type: "tls-failed", reason });
  });
  server.on("clientError", (fault: NodeJS.ErrnoException, socket) => {
    // A failed TLS handshake comes here too, and leaves nothing to reply on.
    if (fault.code?.startsWith("HPE_") !== true && fault.code !== "ERR_HTTP_REQUEST_TIMEOUT") {
      socket.destroy();
      return;
    }
    const [status, message] = describeParserFault(fault.code);
    const error = frontEndError("UnknownOperationException", message, status);
    if (socket.writable) endWith(socket, errorReply(error), service.clientTime());
    else socket.destroy();
  });
  const listeningPort = await listenOnLoopback(server, port);
  return {
    port: listeningPort,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** Newer versions of Node.js let a request that asks for another protocol go on as what it is; older ones can't. */
const onlyWebSockets: object = { shouldUpgradeCallback: isWebSocketUpgrade };

/** HTTP/1.1 alone, as AWS's front ends for these services: clients that could do HTTP/2 are told so. */
function tlsOptions({ certificate, key }: LocalTls): ServerOptions {
  return { cert: certificate, key, minVersion: "TLSv1.2", ALPNProtocols: ["http/1.1"] };
}

function describeParserFault(code: string | undefined): [status: number, message: string] {
  switch (code) {
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return [408, "The request did not come to its end in time."];
    case "HPE_HEADER_OVERFLOW":
      return [431, "The request's headers are too long."];
    default:
      return [400, "The request is not valid HTTP/1.1."];
  }
}
