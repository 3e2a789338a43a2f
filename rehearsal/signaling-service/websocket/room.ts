import type { WebSocket } from "ws";
import type { Clock } from "../../../camera/clock.ts";
import { clientIdSchema } from "../../../protocol/signaling/client-id.ts";
import type { ClientMessage, ServiceMessage } from "../../../protocol/signaling/messages.ts";
import type { NoAnswer } from "../behaviours/behaviour.ts";
import type { BehaviourRegistry } from "../behaviours/registry.ts";
import type { Channel } from "../channels/channel.ts";
import { serviceError } from "../errors.ts";
import type { ServiceEventDetail } from "../events.ts";
import type { Quotas } from "../quotas/quotas.ts";
import type { TrafficTap } from "../traffic.ts";
import { AlexaExchanges } from "./alexa-exchanges.ts";
import type { ConnectionRules } from "./connection-rules.ts";
import { type Connection, Connections } from "./connections.ts";
import { type MalformedFrame, readJson, readMessage, relayedMessage, statusResponse } from "./frames.ts";
import { type Address, MessageQueue, type RoutedMessage, recipientOf } from "./message-queue.ts";

/** The channel of a room, and what it shares with the service's others. */
export interface RoomOptions {
  readonly channel: Channel;
  readonly clock: Clock;
  /** As ServiceContext.stamp. */
  stamp(): number;
  readonly behaviours: BehaviourRegistry;
  /** How it is taken that an Alexa offer has no answer, unless a behaviour says otherwise. */
  readonly noAnswer: Required<NoAnswer>;
  readonly quotas: Quotas;
  readonly connections: ConnectionRules;
  emit(event: ServiceEventDetail): void;
  readonly traffic: TrafficTap;
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
    const peer = { channelName: channel.channelName, ...roleOf(address) };
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
    const answer = this.#exchanges.begin(clientId, this.#options.channel.messageTtlSeconds, signal);
    const masterConnected = this.#connections.find("master") !== undefined;
    emit({ type: "alexa-offer-sent", channelName, clientId, masterConnected });
    const offer = { from: "alexa", clientId, action: "SDP_OFFER", payload } as const;
    const altered = behaviours.alterOffer({ channelName, clientId, payload });
    if (altered !== null) this.#send({ ...offer, payload: altered });
    else emit({ type: "message-dropped", reason: "behaviour", ...this.#describe(offer) });
    return answer;
  }

  /** What the admin page shows of the channel. */
  report() {
    const { master, viewers } = this.#connections;
    return {
      master: master === undefined ? null : { connectedAt: master.connectedAt },
      viewers: [...viewers].map(([clientId, { connectedAt }]) => ({ clientId, connectedAt })),
      replaced: this.#connections.replaced().map(({ address, connectedAt }) => ({ ...roleOf(address), connectedAt })),
      queued: this.#queue.counts(),
      alexaOffersWaiting: this.#exchanges.waiting,
    };
  }

  /** Ends all connections. */
  close(): void {
    this.#connections.close();
  }

  #receive(sender: Connection, text: string | undefined): void {
    const json = text === undefined ? undefined : readJson(text);
    const frame = text === undefined ? { malformed: { description: "The frame is binary" } } : readMessage(json);
    if (json !== undefined) {
      const { channelName } = this.#options.channel;
      const clientId = "message" in frame ? frame.message.recipientClientId : undefined;
      const { address } = sender;
      this.#options.traffic.frame({ channelName, direction: "from-client", address, clientId, message: json });
    }
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
    const routed = { from: "master", clientId, action, payload } as const;
    if (this.#exchanges.knows(clientId) && !this.#connections.viewers.has(clientId)) {
      this.#options.emit({ type: "message-dropped", reason: "alexa-client", ...this.#describe(routed) });
      return;
    }
    this.#send(routed);
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

  #deliver(recipient: Connection, message: RoutedMessage): void {
    const { from, clientId, action, payload } = message;
    this.#write(recipient, relayedMessage(action, payload, from === "master" ? undefined : clientId), clientId);
    this.#options.emit({ type: "message-relayed", ...this.#describe(message) });
    const { socket } = recipient;
    if (socket.bufferedAmount > MAX_BUFFERED_BYTES) socket.terminate();
  }

  /** Drops what is no message; its sender hears of it only where it gave a correlation id. */
  #refuse(sender: Connection, { correlationId, description }: MalformedFrame): void {
    const { address } = sender;
    const { channelName } = this.#options.channel;
    const who = address === "master" ? ({ from: "master" } as const) : ({ from: "viewer", ...address } as const);
    this.#options.emit({ type: "message-dropped", channelName, reason: "malformed", ...who });
    if (correlationId === undefined) return;
    this.#write(
      sender,
      statusResponse(correlationId, serviceError("InvalidArgumentException", description)),
      undefined,
    );
  }

  #write({ address, socket }: Connection, message: ServiceMessage, clientId: string | undefined): void {
    const { traffic, channel } = this.#options;
    socket.send(JSON.stringify(message));
    traffic.frame({ channelName: channel.channelName, direction: "to-client", address, clientId, message });
  }

  #describe({ from, clientId, action, payload }: RoutedMessage) {
    const { channelName } = this.#options.channel;
    return { channelName, from, clientId, action, characters: payload.length };
  }
}

function roleOf(address: Address) {
  return address === "master" ? ({ role: "master" } as const) : ({ role: "viewer", ...address } as const);
}
