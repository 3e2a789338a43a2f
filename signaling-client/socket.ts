import type { IncomingMessage } from "node:http";
import { WebSocket } from "ws";
import * as z from "zod/mini";
import {
  type ClientMessage,
  type RelayedMessage,
  type ServiceMessage,
  type StatusResponse,
  serviceMessageSchema,
} from "../protocol/signaling/messages.ts";
import { HandshakeFailed, HandshakeRefused } from "./handshake-refused.ts";
import { type CredentialSource, presignSignalingUrl } from "./presign.ts";

/** What a master's and a viewer's connection have in common. */
export interface SocketOptions {
  /** The WSS endpoint for the role, from GetSignalingChannelEndpoint. */
  readonly endpoint: string;
  readonly channelArn: string;
  readonly credentials: CredentialSource;
  /** An SDP_OFFER, SDP_ANSWER or ICE_CANDIDATE for this client; its payload is still wrapped. */
  readonly onMessage: (message: RelayedMessage) => void;
  /** The service's word on a message that was sent with a correlation id. */
  readonly onStatus?: (status: StatusResponse) => void;
  readonly onNotice?: (notice: "GO_AWAY" | "RECONNECT_ICE_SERVER") => void;
  readonly now?: () => Date;
  /** How long the handshake may take, in milliseconds; 5,000 as in the C SDK. */
  readonly handshakeTimeoutMilliseconds?: number;
  /** How often to ping, in milliseconds; 10,000 as in the C SDK. The service cuts a silent connection after 10 minutes. */
  readonly pingIntervalMilliseconds?: number;
  readonly signal?: AbortSignal;
}

/** An open connection to a signaling channel. */
export interface SignalingSocket {
  /** Sends one message; silently does nothing once the socket is closed, as the answer to it could not come back. */
  send(message: ClientMessage): void;
  /** Closes the connection and resolves when it is closed. */
  close(): Promise<void>;
  /** Resolves when the connection has ended, whoever ended it. */
  readonly closed: Promise<{ readonly code: number }>;
}

/**
 * Opens a signaling connection for either role.
 * @throws {HandshakeRefused} with the status, when the service says no.
 * @throws {HandshakeFailed} when it can't be reached or takes too long.
 */
export async function openSignalingSocket(options: SocketOptions & { clientId?: string }): Promise<SignalingSocket> {
  const url = await presignSignalingUrl({
    endpoint: options.endpoint,
    channelArn: options.channelArn,
    credentials: options.credentials,
    now: options.now?.() ?? new Date(),
    ...(options.clientId === undefined ? {} : { clientId: options.clientId }),
  });
  const socket = new WebSocket(url, {
    perMessageDeflate: false,
    handshakeTimeout: options.handshakeTimeoutMilliseconds ?? 5_000,
    ...(options.signal ? { signal: options.signal } : {}),
  });
  // Messages that waited for this client come in the same packet as the handshake's end: listen before it.
  socket.on("message", (data, isBinary) => {
    // Once this side has closed, nobody waits for what the other end had still sent.
    if (!isBinary && socket.readyState === WebSocket.OPEN) receive(String(data), options);
  });
  await opened(socket);
  return connected(socket, options.pingIntervalMilliseconds ?? 10_000);
}

function opened(socket: WebSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once("open", resolve);
    socket.once("unexpected-response", (request, response: IncomingMessage) => {
      const type = String(response.headers["x-amzn-errortype"] ?? "").split(":")[0];
      reject(new HandshakeRefused(response.statusCode ?? 0, type || undefined));
      response.resume();
      request.destroy();
    });
    // ws puts the URL, which is a credential, into some messages: only a code goes on.
    socket.on("error", (error: NodeJS.ErrnoException) => reject(new HandshakeFailed(error.code ?? codeOf(error))));
  });
}

/** ws gives no code to what it says itself. */
function codeOf({ message }: Error): string {
  return message === "Opening handshake has timed out" ? "TIMEOUT" : "BAD_HANDSHAKE";
}

function connected(socket: WebSocket, pingInterval: number): SignalingSocket {
  let answered = true;
  const ping = setInterval(() => {
    // A connection whose other end has vanished stays open for ever unless a missing pong ends it.
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
  }, pingInterval);
  ping.unref();
  socket.on("pong", () => {
    answered = true;
  });
  const closed = new Promise<{ code: number }>((resolve) => {
    socket.once("close", (code) => {
      clearInterval(ping);
      resolve({ code });
    });
  });
  return {
    send(message) {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
    },
    async close() {
      socket.close();
      // The other end may never answer the close frame.
      const impatience = setTimeout(() => socket.terminate(), 2_000);
      await closed;
      clearTimeout(impatience);
    },
    closed,
  };
}

function receive(text: string, options: SocketOptions): void {
  // Empty frames happen in the field, and unknown message types must be ignored.
  const message = parseFrame(text);
  if (message === undefined) return;
  switch (message.messageType) {
    case "STATUS_RESPONSE":
      options.onStatus?.(message.statusResponse);
      break;
    case "GO_AWAY":
    case "RECONNECT_ICE_SERVER":
      options.onNotice?.(message.messageType);
      break;
    default:
      options.onMessage(message);
  }
}

function parseFrame(text: string): ServiceMessage | undefined {
  try {
    return z.safeParse(serviceMessageSchema, JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
