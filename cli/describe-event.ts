import type { ServiceEvent } from "../rehearsal/signaling-service/index.ts";
import { dim, red } from "./style.ts";

/** One readable line for what happened in the signaling service. */
export function describeEvent(event: ServiceEvent): string {
  const time = new Date(event.at).toISOString().slice(11, 23);
  const channel = event.channelName ? ` ${event.channelName}` : "";
  return `${dim(time)}${channel.padEnd(18)} ${sentence(event)}`;
}

function sentence(event: ServiceEvent): string {
  switch (event.type) {
    case "request":
      return `${event.operation} ${event.status} ${dim(`${event.milliseconds.toFixed(1)} ms`)}`;
    case "refused":
      return red(
        `${event.operation} ${event.status} ${event.errorType}: ${event.message}${event.fault ? `\n${event.fault.stack}` : ""}`,
      );
    case "failed":
      return red(`a connection was cut by a fault of the service\n${event.fault.stack}`);
    case "connected":
      return `${peer(event)} connected`;
    case "replaced":
      return `${peer(event)} replaced by a newer connection`;
    case "disconnected":
      return `${peer(event)} disconnected (${event.closeCode})`;
    case "message-relayed":
      return `${event.action} relayed from ${sender(event)}, ${event.characters} characters`;
    case "message-queued":
      return `${event.action} from ${sender(event)} waits${event.replacesOlder ? ", instead of an older one" : ""}`;
    case "message-expired":
      return red(`${event.action} from ${sender(event)} expired undelivered`);
    case "message-dropped":
      return red(`a message from ${event.from} was dropped: ${event.reason}`);
    case "alexa-offer-sent":
      return `Alexa's offer ${event.clientId} sent${event.masterConnected ? "" : "; no master is connected"}`;
    case "alexa-offer-answered":
      return `Alexa's offer ${event.clientId} answered after ${event.milliseconds.toFixed(0)} ms`;
    case "alexa-offer-unanswered":
      return red(`Alexa's offer ${event.clientId} unanswered: ${event.reason}`);
  }
}

function peer(event: { readonly role: string; readonly clientId?: string }): string {
  return event.clientId ? `${event.role} ${event.clientId}` : event.role;
}

function sender(event: { readonly from: string; readonly clientId: string }): string {
  return event.from === "master" ? `the master to ${event.clientId}` : `${event.from} ${event.clientId}`;
}
