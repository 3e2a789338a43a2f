import type { ServiceContext } from "../context.ts";
import type { DropReason, ServiceEvent } from "../events.ts";
import type { NumberedEvent } from "./event-ring.ts";
import type { End, MessageReport, MessagesReport } from "./report.ts";

/** The latest messages and requests, and what became of them. */
export function reportMessages(service: ServiceContext): MessagesReport {
  return { messages: service.recent.latest().map(report) };
}

function report({ id, event }: NumberedEvent): MessageReport {
  const channelName = "channelName" in event ? event.channelName : undefined;
  return { id, at: event.at, ...(channelName === undefined ? {} : { channelName }), ...describe(event) };
}

function describe(event: ServiceEvent): Omit<MessageReport, "id" | "at" | "channelName"> {
  switch (event.type) {
    case "request": {
      const { operation: action, status, milliseconds } = event;
      return { from: client, to: service, action, outcome: "replied", detail: `HTTP ${status}`, milliseconds };
    }
    case "refused": {
      const { operation: action, status, errorType, message } = event;
      const detail = `HTTP ${status} ${errorType}: ${message}`;
      return { from: client, to: service, action, outcome: "refused", detail };
    }
    case "failed": {
      const detail = `${event.fault.name}: the service's own events have the rest`;
      return { from: service, to: client, action: "unknown", outcome: "failed", detail };
    }
    case "connected":
      return { from: peer(event), to: service, action: connectAs(event), outcome: "connected" };
    case "replaced": {
      const detail = "stays open, but a newer connection gets the messages";
      return { from: peer(event), to: service, action: connectAs(event), outcome: "replaced", detail };
    }
    case "disconnected": {
      const detail = `close code ${event.closeCode}`;
      return { from: peer(event), to: service, action: connectAs(event), outcome: "disconnected", detail };
    }
    case "message-relayed":
      return { ...relay(event), outcome: "relayed" };
    case "message-queued":
      return {
        ...relay(event),
        outcome: "queued",
        ...(event.replacesOlder ? { detail: "in place of an older one" } : {}),
      };
    case "message-expired":
      return { ...relay(event), outcome: "expired", detail: "nobody came for it in time" };
    case "message-dropped":
      return { ...dropped(event), outcome: "dropped", detail: dropReasons[event.reason] };
    case "alexa-offer-sent":
      return {
        ...fromAlexa(event),
        outcome: "sent",
        ...(event.masterConnected ? {} : { detail: "no master is connected" }),
      };
    case "alexa-offer-answered": {
      const { milliseconds } = event;
      return { from: master, to: alexa(event), action: "SDP_ANSWER", outcome: "answered", milliseconds };
    }
    case "alexa-offer-unanswered": {
      const detail = event.reason === "too-late" ? "no answer came in time" : "the caller left";
      return { ...fromAlexa(event), outcome: "unanswered", detail, milliseconds: event.milliseconds };
    }
  }
}

const client: End = { who: "client" };
const service: End = { who: "service" };
const master: End = { who: "master" };

const dropReasons: Readonly<Record<DropReason, string>> = {
  malformed: "no message that the service takes",
  "alexa-client": "only the first answer reaches an Alexa client",
  "queue-full": "the channel keeps no more undelivered messages",
  behaviour: "a behaviour took it",
};

interface Peer {
  readonly role: "master" | "viewer";
  readonly clientId?: string;
}

function peer({ role, clientId }: Peer): End {
  return { who: role, ...(clientId === undefined ? {} : { clientId }) };
}

function connectAs({ role }: Peer): string {
  return role === "master" ? "ConnectAsMaster" : "ConnectAsViewer";
}

type Way = Pick<MessageReport, "from" | "to" | "action" | "characters">;

function relay(event: Extract<ServiceEvent, { type: "message-relayed" | "message-queued" | "message-expired" }>): Way {
  const { from, clientId, action, characters } = event;
  const other: End = { who: from === "alexa" ? "Alexa" : "viewer", clientId };
  return { ...(from === "master" ? { from: master, to: other } : { from: other, to: master }), action, characters };
}

/** A message that cannot be read names no action and nobody it is for. */
function dropped(event: Extract<ServiceEvent, { type: "message-dropped" }>): Way {
  const { from, clientId, reason, action = "unknown", characters } = event;
  const known = { ...(clientId === undefined ? {} : { clientId }) };
  const sender: End = from === "master" ? master : { who: from === "alexa" ? "Alexa" : "viewer", ...known };
  const way = { action, ...(characters === undefined ? {} : { characters }) };
  if (reason === "malformed") return { from: sender, to: service, ...way };
  const other: End = { who: reason === "alexa-client" ? "Alexa" : "viewer", ...known };
  return { from: sender, to: from === "master" ? other : master, ...way };
}

function alexa({ clientId }: { readonly clientId: string }): End {
  return { who: "Alexa", clientId };
}

function fromAlexa(offer: { readonly clientId: string }): Way {
  return { from: alexa(offer), to: master, action: "SDP_OFFER" };
}
