import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { WebSocketServer } from "ws";
import * as z from "zod/mini";
import { channelArnSchema } from "../../../protocol/signaling/channel-arn.ts";
import { clientIdSchema } from "../../../protocol/signaling/client-id.ts";
import type { AccessKey } from "../access/access-keys.ts";
import { authorise } from "../access/authorise.ts";
import type { Channel } from "../channels/channel.ts";
import type { ServiceContext } from "../context.ts";
import { channelNotFound, frontEndError, serviceError, toWireError, WireError } from "../errors.ts";
import { describeFault } from "../fault.ts";
import { meetBehaviours } from "../http/meet-behaviours.ts";
import { refuseForeign } from "../http/refuse-foreign.ts";
import { endWith, errorReply, resetSocket } from "../http/reply.ts";
import { type PresignedClaim, readQueryForm } from "../sigv4/query-form.ts";
import { verifySignature } from "../sigv4/verify.ts";
import type { TrafficTap } from "../traffic.ts";
import { parseInput } from "../validation.ts";
import type { Address } from "./message-queue.ts";

/** The longest frame that is read, bytes: more closes the connection. A legal message is a little over 10,000. */
const MAX_FRAME_BYTES = 128 * 1024;

const NO_OTHER_PROTOCOL = "This service upgrades to WebSockets alone: set the client to HTTP/1.1.";

const OWN_PARAMETERS: readonly string[] = ["X-Amz-ChannelARN", "X-Amz-ClientId"];
const masterSchema = z.object({ "X-Amz-ChannelARN": channelArnSchema });
const viewerSchema = z.object({ "X-Amz-ClientId": clientIdSchema });

interface Endpoint {
  readonly label: string;
  readonly channel: Channel;
  /** The endpoint alone decides the role: some masters put a client id on their URL too. */
  readonly role: "master" | "viewer";
}

/** Whether a request asks for a WebSocket, and not for HTTP/2 as Java's client does. */
export function isWebSocketUpgrade({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === "websocket";
}

/** Takes ConnectAsMaster and ConnectAsViewer: a signed upgrade, or a refusal in plain HTTP. */
export function createHandshake(service: ServiceContext) {
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: MAX_FRAME_BYTES,
    // Each connection pongs for itself: a half-open one does not.
    autoPong: false,
    // Whatever subprotocol a client offers, there is none. Source: developer guide, ConnectAsMaster.
    handleProtocols: () => false,
  });
  server.on("wsClientError", (_fault, socket, request) => {
    const error = serviceError("InvalidArgumentException", "The request is not a WebSocket handshake of version 13.");
    refuse(service, socket as Socket, findEndpoint(service, request), error);
  });
  return {
    async handle(request: IncomingMessage, socket: Socket, head: Buffer): Promise<void> {
      socket.on("error", () => socket.destroy());
      const gone = new AbortController();
      socket.on("close", () => gone.abort());
      let endpoint: Endpoint | undefined;
      let tellReply: ReturnType<TrafficTap["request"]> | undefined;
      try {
        if (!isWebSocketUpgrade(request)) throw frontEndError("UnknownOperationException", NO_OTHER_PROTOCOL, 400);
        // Found before the signature is verified, so that a refusal is told with what it was for.
        endpoint = findEndpoint(service, request);
        const { claim, key } = verifyUpgrade(service, request);
        if (endpoint === undefined) throw channelNotFound(describeMiss(service, request));
        const { channel } = endpoint;
        tellReply = tellRequest(service, endpoint, claim);
        const call = {
          operation: operationOf(endpoint),
          channelName: channel.channelName,
          body: Object.fromEntries(claim.parameters),
        };
        authorise(service, key, { ...call, gate: "websocket" });
        const address = admit(service, endpoint, claim.parameters);
        const ending = await meetBehaviours(service, call, gone.signal);
        if (ending === undefined) {
          admitNow(service, endpoint, address);
          server.handleUpgrade(request, socket, head, (webSocket) => {
            tellReply?.({ status: 101, body: undefined });
            service.rooms.of(channel).connect(address, webSocket, ignoredClientId(address, claim));
          });
        } else if (ending.do === "reply") {
          endWith(socket, ending, service.clientTime());
          tellReply({ status: ending.status, body: ending.body });
        } else if (ending.do === "reset") {
          socket.write("HTTP/1.1 101", () => resetSocket(socket));
        } else {
          if (ending.do === "stall") socket.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n");
          // Hangs or stalls: reading on is the only way to notice that the client gives up.
          socket.resume().on("end", () => socket.destroy());
        }
      } catch (error) {
        refuse(service, socket, endpoint, error, tellReply);
      }
    },
  };
}

/** Tells of a handshake by its own two parameters: the URL's others are a signature and what belongs to it. */
function tellRequest({ traffic }: ServiceContext, endpoint: Endpoint, { parameters }: PresignedClaim) {
  const body = Object.fromEntries([...parameters].filter(([name]) => OWN_PARAMETERS.includes(name)));
  const line = "GET /, upgrade to WebSocket";
  return traffic.request({ operation: operationOf(endpoint), line, body }, endpoint.channel.channelName);
}

function verifyUpgrade(service: ServiceContext, request: IncomingMessage): { claim: PresignedClaim; key: AccessKey } {
  refuseForeign(service, request);
  const signed = {
    method: request.method ?? "GET",
    target: request.url ?? "/",
    rawHeaders: request.rawHeaders,
  };
  try {
    const claim = readQueryForm(signed);
    return { claim, key: verifySignature(claim, signed, service) };
  } catch (error) {
    // Whatever is wrong with the signature, a handshake is denied. Source: developer guide, ConnectAsMaster, errors.
    throw error instanceof WireError
      ? frontEndError("AccessDeniedException", error.message, undefined, error.hint)
      : error;
  }
}

function findEndpoint(service: ServiceContext, request: IncomingMessage): Endpoint | undefined {
  const { label, path } = service.addresses.locate(request.headers.host, request.url ?? "/");
  const channel = label === undefined || path !== "/" ? undefined : service.channels.byLabel(label);
  if (label === undefined || label.startsWith("r") || channel === undefined) return undefined;
  return { label, channel, role: label.startsWith("m") ? "master" : "viewer" };
}

/** Why a WebSocket has no channel to go to. */
function describeMiss({ addresses }: ServiceContext, { headers, url = "/" }: IncomingMessage): string {
  const { label, path } = addresses.locate(headers.host, url);
  if (label === undefined) return "this is the control plane: WebSockets go to a channel's WSS endpoint";
  if (label.startsWith("r-")) return "this is an HTTPS endpoint: WebSockets go to the channel's WSS one";
  return path === "/" ? "no channel has this endpoint" : "a WSS endpoint has the path /";
}

/** A client id on a master's URL: a viewer that called the wrong endpoint, or one of the masters that have one. */
function ignoredClientId(address: Address, { parameters }: PresignedClaim): string | undefined {
  return address === "master" ? clientIdSchema.safeParse(parameters.get("X-Amz-ClientId")).data : undefined;
}

function admit(service: ServiceContext, endpoint: Endpoint, parameters: ReadonlyMap<string, string>): Address {
  const { channel, role } = endpoint;
  const { "X-Amz-ChannelARN": channelArn } = parseInput(masterSchema, Object.fromEntries(parameters));
  if (channelArn !== channel.channelArn) {
    if (service.channels.byArn(channelArn) === undefined) throw channelNotFound();
    throw serviceError("InvalidArgumentException", "X-Amz-ChannelARN is another channel's than this endpoint's");
  }
  service.quotas.admitCall(operationOf(endpoint), channel);
  if (role === "master") return "master";
  const { "X-Amz-ClientId": clientId } = parseInput(viewerSchema, Object.fromEntries(parameters));
  service.quotas.admitViewer(service.rooms.of(channel).viewersBeside(clientId));
  return { clientId };
}

/** What may have changed while a behaviour held the handshake back: the channel, and who is connected to it. */
function admitNow(service: ServiceContext, { channel, label }: Endpoint, address: Address): void {
  if (service.channels.byLabel(label) !== channel) throw channelNotFound();
  if (address === "master") return;
  service.quotas.admitViewer(service.rooms.of(channel).viewersBeside(address.clientId));
}

function refuse(
  service: ServiceContext,
  socket: Socket,
  endpoint: Endpoint | undefined,
  error: unknown,
  tellReply?: ReturnType<TrafficTap["request"]>,
): void {
  const wireError = toWireError(error);
  service.emit({
    type: "refused",
    operation: endpoint === undefined ? "unknown" : operationOf(endpoint),
    ...(endpoint === undefined ? {} : { channelName: endpoint.channel.channelName }),
    status: wireError.status,
    errorType: wireError.name,
    message: wireError.message,
    ...(wireError.hint === undefined ? {} : { hint: wireError.hint }),
    ...(error instanceof WireError ? {} : { fault: describeFault(error) }),
  });
  const reply = errorReply(wireError);
  endWith(socket, reply, service.clientTime());
  tellReply?.({ status: reply.status, errorType: wireError.name, body: reply.body });
}

function operationOf({ role }: Endpoint): "ConnectAsMaster" | "ConnectAsViewer" {
  return role === "master" ? "ConnectAsMaster" : "ConnectAsViewer";
}
