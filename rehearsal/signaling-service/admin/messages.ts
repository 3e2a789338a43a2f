import type { ServiceContext } from "../context.ts";
import {
  answerFaults,
  describeDrop,
  describeIgnored,
  describeWait,
  endReasons,
  FROM_REPLACED,
  tlsFailures,
  unansweredReasons,
} from "../reasons.ts";
import { describeSentTo } from "../sent-to.ts";
import type { NumberedEvent, TrafficEvent } from "./event-ring.ts";
import type { End, MessageReport, MessagesReport } from "./report.ts";

/** The latest messages and requests, and what became of them. */
export function reportMessages(service: ServiceContext): MessagesReport {
  return { messages: service.recent.latest().map(report) };
}

function report({ id, event }: NumberedEvent): MessageReport {
  const channelName = "channelName" in event ? event.channelName : undefined;
  return { id, at: event.at, ...(channelName === undefined ? {} : { channelName }), ...describe(event) };
}

function describe(event: TrafficEvent): Omit<MessageReport, "id" | "at" | "channelName"> {
  switch (event.type) {
    case "request": {
      const { operation: action, status, milliseconds, warning } = event;
      const reply = `HTTP ${status}`;
      const outcome =
        warning === undefined
          ? ({ outcome: "replied", detail: reply } as const)
          : ({ outcome: "warned", detail: `${reply} ${warning}` } as const);
      return { from: client, to: service, action, ...outcome, milliseconds };
    }
    case "refused": {
      const { operation: action, status, errorType, message, hint } = event;
      const detail = `HTTP ${status} ${errorType}: ${message}${hint === undefined ? "" : ` (${hint})`}`;
      return { from: client, to: service, action, outcome: "refused", detail };
    }
    case "behaviour-begun": {
      const detail = detailOf(event.sentTo === undefined ? "" : describeSentTo(event.sentTo));
      return { from: owner, to: service, action: event.behaviour, outcome: "put in", ...detail };
    }
    case "behaviour-ended":
      return { from: owner, to: service, action: event.behaviour, outcome: "taken out" };
    case "failed": {
      const detail = `${event.fault.name}: the service's own events have the rest`;
      return { from: service, to: client, action: "unknown", outcome: "failed", detail };
    }
    case "tls-failed":
      return { from: client, to: service, action: "unknown", outcome: "failed", detail: tlsFailures[event.reason] };
    case "connected":
      return {
        from: peer(event),
        to: service,
        action: connectAs(event),
        outcome: "connected",
        ...detailOf(describeIgnored(event.ignoredClientId)),
      };
    case "replaced": {
      const detail = "a newer connection gets the messages";
      return { from: peer(event), to: service, action: connectAs(event), outcome: "replaced", detail };
    }
    case "disconnected": {
      const code = `close code ${event.closeCode}`;
      const detail = event.reason === undefined ? code : `${endReasons[event.reason]}; ${code}`;
      return { from: peer(event), to: service, action: connectAs(event), outcome: "disconnected", detail };
    }
    case "message-relayed":
      return { ...relay(event), outcome: "relayed", ...detailOf(replaced(event)) };
    case "message-queued":
      return {
        ...relay(event),
        outcome: "queued",
        ...detailOf(describeWait(event), event.replacesOlder ? "in place of an older one" : "", replaced(event)),
      };
    case "message-expired":
      return { ...relay(event), outcome: "expired", detail: "nobody came for it in time" };
    case "message-dropped":
      return { ...dropped(event), outcome: "dropped", detail: describeDrop(event) };
    case "alexa-offer-sent":
      return {
        ...fromAlexa(event),
        outcome: "sent",
        ...detailOf(event.masterConnected ? "" : "no master is connected", event.duplicate ? "a client id again" : ""),
      };
    case "alexa-offer-answered": {
      const { milliseconds } = event;
      const detail = detailOf(answerFaults[event.content]);
      return { from: master, to: alexa(event), action: "SDP_ANSWER", outcome: "answered", ...detail, milliseconds };
    }
    case "alexa-offer-unanswered": {
      const detail = unansweredReasons[event.reason];
      return { ...fromAlexa(event), outcome: "unanswered", detail, milliseconds: event.milliseconds };
    }
  }
}

const client: End = { who: "client" };
const service: End = { who: "service" };
const owner: End = { who: "owner" };
const master: End = { who: "master" };

/** What there is to say, if anything. */
function detailOf(...sayings: string[]): { readonly detail?: string } {
  const said = sayings.filter((saying) => saying !== "");
  return said.length === 0 ? {} : { detail: said.join("; ") };
}

function replaced({ fromReplaced }: { readonly fromReplaced?: true }): string {
  return fromReplaced ? FROM_REPLACED : "";
}

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

function relay(event: Extract<TrafficEvent, { type: "message-relayed" | "message-queued" | "message-expired" }>): Way {
  const { from, clientId, action, characters } = event;
  const other: End = { who: from === "alexa" ? "Alexa" : "viewer", clientId };
  return { ...(from === "master" ? { from: master, to: other } : { from: other, to: master }), action, characters };
}

/** A message that cannot be read names no action and nobody it is for. */
function dropped(event: Extract<TrafficEvent, { type: "message-dropped" }>): Way {
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
