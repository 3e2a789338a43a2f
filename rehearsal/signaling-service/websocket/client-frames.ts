import { senderClientIdSchema } from "../../../protocol/signaling/client-id.ts";
import type { ClientMessage, ServiceMessage } from "../../../protocol/signaling/messages.ts";
import { serviceError, WireError } from "../errors.ts";
import type { ServiceEventDetail } from "../events.ts";
import type { TrafficTap } from "../traffic.ts";
import type { Connection } from "./connection.ts";
import { type ConnectionRules, isAcknowledged } from "./connection-rules.ts";
import { readJson, readMessage, statusResponse } from "./frames.ts";
import { describeMessage, type RoutedMessage } from "./message-queue.ts";

/** The channel whose clients' frames these are, and what becomes of them. */
export interface ClientFramesOptions {
  readonly channelName: string;
  readonly connections: ConnectionRules;
  readonly traffic: TrafficTap;
  emit(event: ServiceEventDetail): void;
  /** Whether a newer connection has taken a sender's place. */
  isReplaced(sender: Connection): boolean;
  /** Takes a message to where it goes. */
  send(message: RoutedMessage): void;
  /** Writes the service's own word to a client. */
  tell(client: Connection, message: ServiceMessage): void;
}

/** Reads what one channel's clients send: a message is sent on, anything else is dropped and its sender told. */
export class ClientFrames {
  readonly #options: ClientFramesOptions;

  constructor(options: ClientFramesOptions) {
    this.#options = options;
  }

  /** Reads one frame: its text, or undefined for a binary one. Empty ones are what some clients make of nothing to say. */
  receive(sender: Connection, text: string | undefined): void {
    if (text === "") return;
    const json = text === undefined ? undefined : readJson(text);
    const frame = text === undefined ? { malformed: { description: "The frame is binary" } } : readMessage(json);
    if (json !== undefined) {
      const { channelName, traffic } = this.#options;
      const clientId = "message" in frame ? frame.message.recipientClientId : undefined;
      traffic.frame({ channelName, direction: "from-client", address: sender.address, clientId, message: json });
    }
    if ("message" in frame) this.#take(sender, frame.message);
    else this.#refuse(sender, frame.malformed.correlationId, frame.malformed.description);
  }

  #take(
    sender: Connection,
    { action, correlationId, messagePayload: payload, recipientClientId }: ClientMessage,
  ): void {
    const { address } = sender;
    // Whatever recipient a viewer names, its messages go to the master. Source: developer guide, SendSdpOffer.
    const clientId = address === "master" ? clientIdIn(recipientClientId) : address.clientId;
    if (clientId === undefined) {
      this.#refuse(sender, correlationId, "recipientClientId must name the viewer that the message is for");
      return;
    }
    const { channelName, connections, emit, isReplaced, send } = this.#options;
    const replaced = isReplaced(sender) ? ({ fromReplaced: true } as const) : {};
    const from = address === "master" ? "master" : "viewer";
    const message: RoutedMessage = { from, clientId, action, payload, ...replaced };
    try {
      sender.admitMessage(action);
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      emit({ type: "message-dropped", reason: "quota", ...describeMessage(channelName, message) });
      this.#tellStatus(sender, correlationId, error);
      return;
    }
    send(message);
    if (isAcknowledged(connections, correlationId)) sender.send("");
  }

  /** Drops what is no message the service takes. */
  #refuse(sender: Connection, correlationId: string | undefined, description: string): void {
    const { address } = sender;
    const { channelName, emit } = this.#options;
    const who = address === "master" ? ({ from: "master" } as const) : ({ from: "viewer", ...address } as const);
    emit({ type: "message-dropped", channelName, reason: "malformed", detail: description, ...who });
    this.#tellStatus(sender, correlationId, serviceError("InvalidArgumentException", description));
  }

  /** A sender hears of a message that failed only where it gave a correlation id. Source: developer guide, SendSdpOffer. */
  #tellStatus(sender: Connection, correlationId: string | undefined, error: WireError): void {
    if (correlationId !== undefined) this.#options.tell(sender, statusResponse(correlationId, error));
  }
}

function clientIdIn(recipientClientId: string | undefined): string | undefined {
  return senderClientIdSchema.safeParse(recipientClientId).data;
}
