import type { WebSocket } from "ws";
import type { Clock } from "../../../camera/clock.ts";
import { clientIdSchema } from "../../../protocol/signaling/client-id.ts";
import type { ClientMessage } from "../../../protocol/signaling/messages.ts";
import type { BehaviourRegistry } from "../behaviours/registry.ts";
import type { Channel } from "../channels/channel.ts";
import { serviceError } from "../errors.ts";
import type { ServiceEventDetail } from "../events.ts";
import { AlexaExchanges } from "./alexa-exchanges.ts";
import { type Connection, Connections } from "./connections.ts";
import { formatRelayedMessage, formatStatusResponse, type MalformedFrame, readFrame } from "./frames.ts";
import { type Address, MessageQueue, type RoutedMessage, recipientOf } from "./message-queue.ts";

/** The channel of a room, and what it shares with the service's others. */
export interface RoomOptions {
  readonly channel: Channel;
  readonly clock: Clock;
  readonly behaviours: BehaviourRegistry;
  readonly unansweredAfterMilliseconds: number;
  emit(event: ServiceEventDetail): void;
}

/** A recipient that takes nothing off its socket is cut off at this many bytes, before it fills the memory. */
const MAX_BUFFERED_BYTES = 8 * 1024 * 1024;

/** One channel's traffic: who is connected, what waits for whom, and the relay between them. */
export class Room {
  readonly #options: RoomOptions;
  readonly #connections = new Connections();
  readonly #exchanges: AlexaExchanges;
  readonly #queue: MessageQueue;

  constructor(options: RoomOptions) {
    this.#options = options;
    this.#exchanges = new AlexaExchanges({ ...options, channelName: options.channel.channelName });
    this.#queue = new MessageQueue(options.clock.now, (message) =>
      options.emit({ type: "message-expired", ...this.#describe(message) }),
    );
  }

  /** How many viewers a new one would join: one of the same client id is taken over, not joined. */
  viewersBeside(clientId: string): number {
    const { viewers } = this.#connections;
    return viewers.size - (viewers.has(clientId) ? 1 : 0);
  }

  /** Makes a socket the master's or a viewer's, instead of any before it, and hands over what waited for it. */
  connect(address: Address, socket: WebSocket): void {
    const { channel, clock, emit } = this.#options;
    const who = address === "master" ? ({ role: "master" } as const) : ({ role: "viewer", ...address } as const);
    const peer = { channelName: channel.channelName, ...who };
    const connection: Connection = { address, socket, connectedAt: clock.now() };
    if (this.#connections.find(address) !== undefined) emit({ type: "replaced", ...peer });
    this.#connections.add(connection);
    socket.on("message", (data, isBinary) => this.#receive(connection, isBinary ? undefined : String(data)));
    // ws closes the socket after an error by itself.
    socket.on("error", () => {});
    socket.on("close", (closeCode) => {
      this.#connections.remove(connection);
      emit({ type: "disconnected", closeCode, ...peer });
    });
    emit({ type: "connected", ...peer });
    for (const message of this.#queue.take(address)) this.#deliver(connection, message);
  }

  /**
   * Relays an Alexa offer to the master and waits for the answer.
   * @returns the answer's payload, or null when there was none in time.
   */
  offerFromAlexa(clientId: string, payload: string, signal: AbortSignal): Promise<string | null> {
    const { behaviours, emit } = this.#options;
    const { channelName } = this.#options.channel;
    const answer = this.#exchanges.begin(clientId, signal);
    const masterConnected = this.#connections.find("master") !== undefined;
    emit({ type: "alexa-offer-sent", channelName, clientId, masterConnected });
    const altered = behaviours.alterOffer({ channelName, clientId, payload });
    if (altered !== null) this.#send({ from: "alexa", clientId, action: "SDP_OFFER", payload: altered });
    else emit({ type: "message-dropped", channelName, clientId, from: "alexa", reason: "behaviour" });
    return answer;
  }

  /** What the admin page shows of the channel. */
  report() {
    const { master, viewers } = this.#connections;
    return {
      master: master === undefined ? null : { connectedAt: master.connectedAt },
      viewers: [...viewers].map(([clientId, { connectedAt }]) => ({ clientId, connectedAt })),
      queued: this.#queue.counts(),
      alexaOffersWaiting: this.#exchanges.waiting,
    };
  }

  /** Ends all connections. */
  close(): void {
    this.#connections.close();
  }

  #receive(sender: Connection, text: string | undefined): void {
    const frame = text === undefined ? { malformed: { description: "The frame is binary" } } : readFrame(text);
    if ("malformed" in frame) this.#refuse(sender, frame.malformed);
    else if (sender.address === "master") this.#receiveFromMaster(sender, frame.message);
    else this.#receiveFromViewer(sender.address.clientId, frame.message);
  }

  /** Whatever recipient a viewer names, its messages go to the master. Source: developer guide, SendSdpOffer. */
  #receiveFromViewer(clientId: string, { action, messagePayload }: ClientMessage): void {
    this.#send({ from: "viewer", clientId, action, payload: messagePayload });
  }

  #receiveFromMaster(sender: Connection, message: ClientMessage): void {
    const { action, correlationId, messagePayload: payload, recipientClientId } = message;
    const recipient = clientIdSchema.safeParse(recipientClientId);
    if (!recipient.success) {
      const description = "recipientClientId must name the viewer that the message is for";
      this.#refuse(sender, { description, ...(correlationId === undefined ? {} : { correlationId }) });
      return;
    }
    const clientId = recipient.data;
    if (action === "SDP_ANSWER" && this.#exchanges.answer(clientId, payload)) return;
    if (this.#exchanges.knows(clientId) && !this.#connections.viewers.has(clientId)) {
      const { channelName } = this.#options.channel;
      this.#options.emit({ type: "message-dropped", channelName, clientId, from: "master", reason: "alexa-client" });
      return;
    }
    this.#send({ from: "master", clientId, action, payload });
  }

  /** Delivers at once where the recipient is connected, and keeps the message where it is not. */
  #send(message: RoutedMessage): void {
    const { channel, emit } = this.#options;
    const recipient = this.#connections.find(recipientOf(message));
    if (recipient !== undefined) {
      this.#deliver(recipient, message);
      return;
    }
    const outcome = this.#queue.add(message, channel.messageTtlSeconds);
    const described = this.#describe(message);
    if (outcome === "full") emit({ type: "message-dropped", reason: "queue-full", ...described });
    else emit({ type: "message-queued", replacesOlder: outcome === "replaced", ...described });
  }

  #deliver({ socket }: Connection, message: RoutedMessage): void {
    const { from, clientId, action, payload } = message;
    socket.send(formatRelayedMessage(action, payload, from === "master" ? undefined : clientId));
    this.#options.emit({ type: "message-relayed", characters: payload.length, ...this.#describe(message) });
    if (socket.bufferedAmount > MAX_BUFFERED_BYTES) socket.terminate();
  }

  /** Drops what is no message; its sender hears of it only where it gave a correlation id. */
  #refuse({ address, socket }: Connection, { correlationId, description }: MalformedFrame): void {
    const { channelName } = this.#options.channel;
    const who = address === "master" ? ({ from: "master" } as const) : ({ from: "viewer", ...address } as const);
    this.#options.emit({ type: "message-dropped", channelName, reason: "malformed", ...who });
    if (correlationId === undefined) return;
    socket.send(formatStatusResponse(correlationId, serviceError("InvalidArgumentException", description)));
  }

  #describe({ from, clientId, action }: RoutedMessage) {
    return { channelName: this.#options.channel.channelName, from, clientId, action };
  }
}
