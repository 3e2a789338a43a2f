import type { ServiceEvent } from "../rehearsal/signaling-service/index.ts";
import {
  answerFaults,
  dropReasons,
  endReasons,
  tlsFailures,
  unansweredReasons,
} from "../rehearsal/signaling-service/reasons.ts";
import { dim, green, red, yellow } from "./style.ts";

/** Wide enough for most channels' names and operations, so that what follows stands in columns. */
const CHANNEL_WIDTH = 14;
const OPERATION_WIDTH = 27;

/** One readable line for what happened in the signaling service. */
export function describeEvent(event: ServiceEvent): string {
  const channelName = "channelName" in event && event.channelName ? event.channelName : "";
  return `${dim(clockTime(event.at))}  ${channelName.padEnd(CHANNEL_WIDTH)}  ${sentence(event)}`;
}

function sentence(event: ServiceEvent): string {
  switch (event.type) {
    case "request":
      return `${event.operation.padEnd(OPERATION_WIDTH)} ${event.status}  ${dim(`${event.milliseconds.toFixed(1)} ms`)}`;
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
      return yellow(`${event.behaviour} put in`);
    case "behaviour-ended":
      return `${event.behaviour} taken out`;
    case "failed":
      return red(`a connection was cut by a fault of the service\n${event.fault.stack}`);
    case "tls-failed":
      return red(tlsFailures[event.reason]);
    case "connected":
      return green(`${peer(event)} connected`);
    case "replaced":
      return `${peer(event)} replaced by a newer connection`;
    case "disconnected": {
      const reason = event.reason === undefined ? "" : `: ${endReasons[event.reason]}`;
      return `${peer(event)} disconnected${reason}  ${dim(`close code ${event.closeCode}`)}`;
    }
    case "message-relayed":
      return `${relay(event)}  ${dim(`${event.characters} characters`)}`;
    case "message-queued":
      return `${relay(event)}  waits${event.replacesOlder ? " in place of an older one" : ""}`;
    case "message-expired":
      return red(`${relay(event)}  expired: nobody came for it in time`);
    case "message-dropped":
      return red(`${event.action ?? "a message"} from ${event.from} dropped: ${dropReasons[event.reason]}`);
    case "alexa-offer-sent": {
      const again = event.duplicate ? ", a client id that was there before" : "";
      return `Alexa's offer ${event.clientId} sent${again}${event.masterConnected ? "" : "; no master is connected"}`;
    }
    case "alexa-offer-answered": {
      const text = `Alexa's offer ${event.clientId} answered after ${event.milliseconds.toFixed(0)} ms`;
      const fault = answerFaults[event.content];
      return fault === "" ? green(text) : red(`${text}, ${fault}`);
    }
    case "alexa-offer-unanswered":
      return red(`Alexa's offer ${event.clientId} unanswered: ${unansweredReasons[event.reason]}`);
  }
}

function peer(event: { readonly role: string; readonly clientId?: string }): string {
  return event.clientId ? `${event.role} ${event.clientId}` : event.role;
}

/** Who a message is from and for, an arrow between them. */
function relay(event: { readonly action: string; readonly from: string; readonly clientId: string }): string {
  const way = event.from === "master" ? `master → ${event.clientId}` : `${event.from} ${event.clientId} → master`;
  return `${event.action.padEnd(13)} ${way}`;
}

/** In the reader's own time zone. */
function clockTime(at: number): string {
  const date = new Date(at);
  const [hours, minutes, seconds] = [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) =>
    String(part).padStart(2, "0"),
  );
  return `${hours}:${minutes}:${seconds}.${String(date.getMilliseconds()).padStart(3, "0")}`;
}
