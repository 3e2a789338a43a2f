import { randomUUID } from "node:crypto";
import { type ServerResponse, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { TLSSocket } from "node:tls";
import type { WireError } from "../errors.ts";

/** A reply before it is written. */
export interface Reply {
  readonly status: number;
  /** Written as JSON; a text is written as it is, and its type stands in the headers. */
  readonly body: object | string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An error as AWS's REST-JSON services write it: name with its namespace in a header, words in the body. */
export function errorReply(error: WireError): Reply {
  return {
    status: error.status,
    headers: { "x-amzn-ErrorType": `${error.name}:https://kinesisvideo.amazonaws.com/doc/2017-09-30/` },
    body: { [error.messageKey]: error.message },
  };
}

/** Writes a reply in one piece: the C SDK takes each read for the whole of it. */
export function sendReply(response: ServerResponse, reply: Reply, now: number): void {
  const body = format(reply.body);
  response.writeHead(reply.status, headersOf(reply, body, now));
  response.end(body);
}

/** Begins a reply and leaves it at that: its headers promise more than comes. */
export function beginReply(response: ServerResponse, now: number, begun?: () => void): void {
  const body = format({ Answer: "" });
  response.writeHead(200, headersOf({ status: 200, body }, body, now));
  response.write(body.slice(0, 2), begun);
}

/**
 * Resets a connection: to its client it ends in the middle, and Node sends the reset itself behind that. Node resets
 * plain connections only; a TLS one is cut without its closing words.
 */
export function resetSocket(socket: Socket): void {
  if (socket instanceof TLSSocket) socket.destroy();
  else socket.resetAndDestroy();
}

/** Writes a reply to a socket that node:http has let go of, as in a refused WebSocket handshake, and closes it. */
export function endWith(socket: Duplex, reply: Reply, now: number): void {
  // Nobody reads such a socket: it would not notice that the client closes its side, and stay half open.
  socket.once("finish", () => socket.destroy());
  socket.end(formatReply(reply, now));
}

function formatReply(reply: Reply, now: number): string {
  const body = format(reply.body);
  const headers = Object.entries({ ...headersOf(reply, body, now), Connection: "close" });
  const head = [
    `HTTP/1.1 ${reply.status} ${STATUS_CODES[reply.status] ?? ""}`,
    ...headers.map((pair) => pair.join(": ")),
  ];
  return `${head.join("\r\n")}\r\n\r\n${body}`;
}

function format(body: Reply["body"]): string {
  return typeof body === "string" ? body : JSON.stringify(body);
}

function headersOf(reply: Reply, body: string, now: number): Record<string, string> {
  return {
    // The C SDK sets its clock by this one, so it is the service's own time.
    Date: new Date(now).toUTCString(),
    "Content-Type": "application/json",
    "Content-Length": String(Buffer.byteLength(body)),
    "x-amzn-RequestId": randomUUID(),
    ...reply.headers,
  };
}
