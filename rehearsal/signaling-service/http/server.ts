import { createServer } from "node:http";
import type { Socket } from "node:net";
import { listenOnLoopback } from "../../listen.ts";
import type { ServiceContext } from "../context.ts";
import { frontEndError } from "../errors.ts";
import { createHandshake } from "../websocket/handshake.ts";
import { handleRequest } from "./handle-request.ts";
import { errorReply, formatReply } from "./reply.ts";

export interface RunningServer {
  readonly port: number;
  /** Cuts all connections and resolves when the port is free. */
  stop(): Promise<void>;
}

/** Serves HTTP and WebSockets on one loopback port. */
export async function startServer(service: ServiceContext, port: number): Promise<RunningServer> {
  const sockets = new Set<Socket>();
  const handshake = createHandshake(service);
  const server = createServer((request, response) => void handleRequest(service, request, response));
  // The default of 5 s would now and then cut a connection that an SDK is just about to use again.
  server.keepAliveTimeout = 65_000;
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  server.on("upgrade", (request, socket, head) => void handshake.handle(request, socket as Socket, head));
  server.on("clientError", (fault: NodeJS.ErrnoException, socket) => {
    const [status, message] = describeFault(fault.code);
    const error = frontEndError("UnknownOperationException", message, status);
    if (socket.writable) socket.end(formatReply(errorReply(error), service.clock.now()));
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

function describeFault(code: string | undefined): [status: number, message: string] {
  switch (code) {
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return [408, "The request did not come to its end in time."];
    case "HPE_HEADER_OVERFLOW":
      return [431, "The request's headers are too long."];
    default:
      return [400, "The request is not valid HTTP/1.1."];
  }
}
