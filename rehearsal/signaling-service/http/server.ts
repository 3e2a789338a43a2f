import { createServer } from "node:http";
import type { Socket } from "node:net";
import { listenOnLoopback } from "../../listen.ts";
import type { ServiceContext } from "../context.ts";
import { frontEndError } from "../errors.ts";
import { describeFault } from "../fault.ts";
import { createHandshake } from "../websocket/handshake.ts";
import { handleRequest } from "./handle-request.ts";
import { endWith, errorReply } from "./reply.ts";

/** The service while it listens. */
export interface RunningServer {
  readonly port: number;
  /** Cuts all connections and resolves when the port is free. */
  stop(): Promise<void>;
}

/** Serves HTTP and WebSockets on one loopback port. */
export async function startServer(service: ServiceContext, port: number): Promise<RunningServer> {
  const sockets = new Set<Socket>();
  const handshake = createHandshake(service);
  // A fault that no reply can tell of any more; left alone, it would end the whole process.
  const cut = (socket: Socket) => (thrown: unknown) => {
    socket.destroy();
    service.emit({ type: "failed", fault: describeFault(thrown) });
  };
  const server = createServer((request, response) => {
    handleRequest(service, request, response).catch(cut(request.socket));
  });
  // The default of 5 s would now and then cut a connection that an SDK is just about to use again.
  server.keepAliveTimeout = 65_000;
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  server.on("upgrade", (request, duplex, head) => {
    const socket = duplex as Socket;
    handshake.handle(request, socket, head).catch(cut(socket));
  });
  server.on("clientError", (fault: NodeJS.ErrnoException, socket) => {
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
