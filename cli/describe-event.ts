import type { ServiceEvent } from "../rehearsal/signaling-service/index.ts";
import {
  answerFaults,
  describeDrop,
  describeIgnored,
  describeWait,
  endReasons,
  FROM_REPLACED,
  tlsFailures,
  unansweredReasons,
} from "../rehearsal/signaling-service/reasons.ts";
import { describeSentTo } from "../rehearsal/signaling-service/sent-to.ts";
import { dim, green, red, yellow } from "./style.ts";

/** Wide enough for most channels' names and operations, so that what follows stands in columns. */
const CHANNEL_WIDTH = 18;
const OPERATION_WIDTH = 27;
const ACTION_WIDTH = 13;

type EventOf<Type extends ServiceEvent["type"]> = Extract<ServiceEvent, { type: Type }>;

/** One readable line for what happened in the signaling service. */
export function describeEvent(event: ServiceEvent): string {
  const channelName = "channelName" in event && event.channelName ? event.channelName : "";
  return `${dim(clockTime(event.at))}  ${channelName.padEnd(CHANNEL_WIDTH)}  ${sentence(event)}`;
}

function sentence(event: ServiceEvent): string {
  switch (event.type) {
    case "request":
      return describeRequest(event);
    case "refused": {
      const why = event.hint === undefined ? event.message : `${event.message} (${event.hint})`;
      const line = `${event.operation.padEnd(OPERATION_WIDTH)} ${event.status}  ${event.errorType}: ${why}`;
      return red(event.fault === undefined ? line : `${line}\n${event.fault.stack}`);
    }
    case "channel-created":
      return `channel created  ${dim(event.channelArn)}`;
    case "channel-deleted":
      return `channel deleted  ${dim(event.channelArn)}`;
    case "behaviour-begun":
      return yellow(`${event.behaviour} ${event.sentTo === undefined ? "put in" : describeSentTo(event.sentTo)}`);
    case "behaviour-ended":
      return `${event.behaviour} taken out`;
    case "failed":
      return red(`a connection was cut by a fault of the service\n${event.fault.stack}`);
    case "tls-failed":
      return red(tlsFailures[event.reason]);
    case "connected": {
      const ignored = describeIgnored(event.ignoredClientId);
      return `${green(`${peer(event)} connected`)}${ignored && yellow(` (${ignored})`)}`;
    }
    case "replaced":
      return `${peer(event)} replaced by a newer connection`;
    case "disconnected": {
      const reason = event.reason === undefined ? "" : `: ${endReasons[event.reason]}`;
      return `${peer(event)} disconnected${reason}  ${dim(`close code ${event.closeCode}`)}`;
    }
    case "message-relayed":
      return `${relay(event)}  ${dim(`${event.characters} characters`)}`;
    case "message-queued": {
      const waits = `waits${event.replacesOlder ? " in place of an older one" : ""}`;
      return `${relay(event)}  ${waits}: ${describeWait(event)}`;
    }
    case "message-expired":
      return red(`${relay(event)}  expired: nobody came for it in time`);
    case "message-dropped":
      return red(`${dropped(event)} dropped: ${describeDrop(event)}`);
    case "alexa-offer-sent": {
      const again = event.duplicate ? ", a client id that was there before" : "";
      const missing = event.masterConnected ? "" : "; no master is connected";
      return `${fromAlexa(event)}  sent${again}${missing}`;
    }
    case "alexa-offer-answered": {
      const text = `${fromAlexa(event)}  answered after ${event.milliseconds.toFixed(0)} ms`;
      const fault = answerFaults[event.content];
      return fault === "" ? green(text) : red(`${text}, ${fault}`);
    }
    case "alexa-offer-unanswered":
      return red(`${fromAlexa(event)}  unanswered: ${unansweredReasons[event.reason]}`);
  }
}

/** A reply that is no success although its status says so stands out. */
function describeRequest({ operation, status, warning, milliseconds }: EventOf<"request">): string {
  const line = `${operation.padEnd(OPERATION_WIDTH)} ${status}`;
  const time = dim(`${milliseconds.toFixed(1)} ms`);
  return warning === undefined ? `${line}  ${time}` : `${yellow(`${line}  ${warning}`)}  ${time}`;
}

function peer(event: { readonly role: string; readonly clientId?: string }): string {
  return event.clientId ? `${event.role} ${event.clientId}` : event.role;
}

/** Who a message is from and for, an arrow between them. */
function relay(event: EventOf<"message-relayed" | "message-queued" | "message-expired">): string {
  const { action, from, clientId, fromReplaced } = event;
  const way = from === "master" ? `master → viewer ${clientId}` : `${senders[from]} ${clientId} → master`;
  return `${action.padEnd(ACTION_WIDTH)} ${way}${fromReplaced ? yellow(` (${FROM_REPLACED})`) : ""}`;
}

/** Of a message that cannot be read nothing is known but its sender. */
function dropped(event: EventOf<"message-dropped">): string {
  const { action, from, clientId, reason } = event;
  const sender = from === "master" ? "master" : `${senders[from]} ${clientId}`;
  if (action === undefined) return `a message from ${sender}`;
  const recipient = `${reason === "alexa-client" ? "Alexa" : "viewer"} ${clientId}`;
  return `${action.padEnd(ACTION_WIDTH)} ${sender} → ${from === "master" ? recipient : "master"}`;
}

const senders = { viewer: "viewer", alexa: "Alexa" } as const;

function fromAlexa({ clientId }: { readonly clientId: string }): string {
  return `${"SDP_OFFER".padEnd(ACTION_WIDTH)} Alexa ${clientId} → master`;
}

/** In the reader's own time zone. */
function clockTime(at: number): string {
  const date = new Date(at);
  const [hours, minutes, seconds] = [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) =>
    String(part).padStart(2, "0"),
  );
  return `${hours}:${minutes}:${seconds}.${String(date.getMilliseconds()).padStart(3, "0")}`;
}
