import type { WebSocket } from "ws";
import type { Clock } from "../../../camera/clock.ts";
import { clientIdSchema } from "../../../protocol/signaling/client-id.ts";
import type { ClientMessage, ServiceMessage } from "../../../protocol/signaling/messages.ts";
import type { NoAnswer } from "../behaviours/behaviour.ts";
import type { BehaviourRegistry } from "../behaviours/registry.ts";
import { type Channel, relaysBetweenPeers } from "../channels/channel.ts";
import { serviceError, WireError } from "../errors.ts";
import type { ServiceEventDetail } from "../events.ts";
import type { Quotas } from "../quotas/quotas.ts";
import type { TrafficTap } from "../traffic.ts";
import { AlexaExchanges } from "./alexa-exchanges.ts";
import { Connection } from "./connection.ts";
import { type ConnectionRules, isAcknowledged } from "./connection-rules.ts";
import { Connections } from "./connections.ts";
import { Delivery } from "./delivery.ts";
import { readJson, readMessage, statusResponse } from "./frames.ts";
import type { Address, RoutedMessage } from "./message-queue.ts";

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

/** One channel's traffic: who is connected, what they send, and the Alexa offers among it. */
export class Room {
  readonly #options: RoomOptions;
  readonly #connections = new Connections();
  readonly #exchanges: AlexaExchanges;
  readonly #delivery: Delivery;

  constructor(options: RoomOptions) {
    this.#options = options;
    const { channel } = options;
    const shared = { ...options, channelName: channel.channelName };
    this.#exchanges = new AlexaExchanges(shared);
    this.#delivery = new Delivery({
      ...shared,
      connections: this.#connections,
      ttlSeconds: () => channel.messageTtlSeconds,
      write: (recipient, message, clientId) => this.#write(recipient, message, clientId),
    });
  }

  /** How many viewers a new one would join: one of the same client id is taken over, not joined. */
  viewersBeside(clientId: string): number {
    const { viewers } = this.#connections;
    return viewers.size - (viewers.has(clientId) ? 1 : 0);
  }

  /** Makes a socket the master's or a viewer's, instead of any before it, and hands over what waited for it. */
  connect(address: Address, socket: WebSocket): void {
    const { channel, clock, emit, behaviours, quotas, connections } = this.#options;
    const peer = { channelName: channel.channelName, ...roleOf(address) };
    const older = this.#connections.find(address);
    const connection = new Connection({
      address,
      socket,
      clock,
      admitMessage: quotas.messageGate(),
      onFrame: (sender, text) => this.#receive(sender, text),
      onClosed: (closed, closeCode, reason) => {
        this.#connections.remove(closed);
        emit({ type: "disconnected", closeCode, ...(reason === undefined ? {} : { reason }), ...peer });
      },
    });
    this.#connections.add(connection);
    if (older !== undefined) {
      emit({ type: "replaced", ...peer });
      if (connections.takeover === "close") older.end("replaced");
    }
    connection.setHalfOpen(behaviours.halfOpen(channel.channelName));
    emit({ type: "connected", ...peer });
    this.#delivery.sendWaiting(connection);
  }

  /**
   * Relays an Alexa offer to the master and waits for the answer.
   * @returns the answer's payload, or null when there was none in time.
   * @throws {WireError} InternalFailure, where the service is told to give up so.
   */
  offerFromAlexa(clientId: string, payload: string, signal: AbortSignal): Promise<string | null> {
    const { behaviours, emit, channel } = this.#options;
    const { channelName } = channel;
    const duplicate = this.#exchanges.knows(clientId);
    const answer = this.#exchanges.begin(clientId, channel.messageTtlSeconds, signal);
    const masterConnected = this.#connections.find("master") !== undefined;
    emit({ type: "alexa-offer-sent", channelName, clientId, masterConnected, duplicate });
    const offer = { from: "alexa", clientId, action: "SDP_OFFER", payload } as const;
    const altered = behaviours.alterOffer({ channelName, clientId, payload });
    if (altered !== null) this.#send({ ...offer, payload: altered });
    else emit({ type: "message-dropped", reason: "behaviour", ...this.#delivery.describe(offer) });
    return answer;
  }

  /** Sends all that are connected a notice; after GO_AWAY they have a minute left. */
  notify(messageType: "GO_AWAY" | "RECONNECT_ICE_SERVER"): void {
    for (const connection of this.#connections.all) {
      if (!connection.open) continue;
      this.#write(connection, { messageType }, undefined);
      if (messageType === "GO_AWAY") connection.toldToGo();
    }
  }

  /** Makes all sockets half-open, or whole again, as the behaviours in force have it. */
  meetHalfOpen(): void {
    const halfOpen = this.#options.behaviours.halfOpen(this.#options.channel.channelName);
    for (const connection of this.#connections.all) connection.setHalfOpen(halfOpen);
  }

  /** What the admin page shows of the channel. */
  report() {
    const { master, viewers } = this.#connections;
    return {
      master: master === undefined ? null : { connectedAt: master.connectedAt },
      viewers: [...viewers].map(([clientId, { connectedAt }]) => ({ clientId, connectedAt })),
      replaced: this.#connections.replaced().map(({ address, connectedAt }) => ({ ...roleOf(address), connectedAt })),
      queued: this.#delivery.report(),
      alexaOffersWaiting: this.#exchanges.waiting,
    };
  }

  /** Ends the connections of a channel that is deleted. */
  close(): void {
    this.#connections.end("channel-deleted");
  }

  /** Empty frames are what some clients make of nothing to say: they are ignored. */
  #receive(sender: Connection, text: string | undefined): void {
    if (text === "") return;
    const json = text === undefined ? undefined : readJson(text);
    const frame = text === undefined ? { malformed: { description: "The frame is binary" } } : readMessage(json);
    if (json !== undefined) {
      const { channelName } = this.#options.channel;
      const clientId = "message" in frame ? frame.message.recipientClientId : undefined;
      const { address } = sender;
      this.#options.traffic.frame({ channelName, direction: "from-client", address, clientId, message: json });
    }
    if ("message" in frame) this.#take(sender, frame.message);
    else this.#refuse(sender, frame.malformed.correlationId, frame.malformed.description);
  }

  #take(
    sender: Connection,
    { action, correlationId, messagePayload: payload, recipientClientId }: ClientMessage,
  ): void {
    const fromMaster = sender.address === "master";
    // Whatever recipient a viewer names, its messages go to the master. Source: developer guide, SendSdpOffer.
    const clientId = fromMaster ? clientIdIn(recipientClientId) : sender.address.clientId;
    if (clientId === undefined) {
      this.#refuse(sender, correlationId, "recipientClientId must name the viewer that the message is for");
      return;
    }
    const message: RoutedMessage = { from: fromMaster ? "master" : "viewer", clientId, action, payload };
    try {
      sender.admitMessage(action);
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      this.#options.emit({ type: "message-dropped", reason: "quota", ...this.#delivery.describe(message) });
      this.#tellStatus(sender, correlationId, error);
      return;
    }
    if (fromMaster) this.#sendFromMaster(message);
    else this.#send(message);
    if (isAcknowledged(this.#options.connections, correlationId)) sender.send("");
  }

  #sendFromMaster(message: RoutedMessage): void {
    const { clientId, action, payload } = message;
    if (action === "SDP_ANSWER" && this.#exchanges.answer(clientId, payload)) return;
    if (!this.#exchanges.knows(clientId) || this.#connections.viewers.has(clientId)) this.#send(message);
    else this.#options.emit({ type: "message-dropped", reason: "alexa-client", ...this.#delivery.describe(message) });
  }

  #send(message: RoutedMessage): void {
    if (relaysBetweenPeers(this.#options.channel)) this.#delivery.send(message);
    else this.#options.emit({ type: "message-dropped", reason: "media-storage", ...this.#delivery.describe(message) });
  }

  /** Drops what is no message the service takes. */
  #refuse(sender: Connection, correlationId: string | undefined, description: string): void {
    const { address } = sender;
    const { channelName } = this.#options.channel;
    const who = address === "master" ? ({ from: "master" } as const) : ({ from: "viewer", ...address } as const);
    this.#options.emit({ type: "message-dropped", channelName, reason: "malformed", ...who });
    this.#tellStatus(sender, correlationId, serviceError("InvalidArgumentException", description));
  }

  /** A sender hears of a message that failed only where it gave a correlation id. Source: developer guide, SendSdpOffer. */
  #tellStatus(sender: Connection, correlationId: string | undefined, error: WireError): void {
    if (correlationId !== undefined) this.#write(sender, statusResponse(correlationId, error), undefined);
  }

  #write(recipient: Connection, message: ServiceMessage, clientId: string | undefined): boolean {
    const { traffic, channel } = this.#options;
    if (!recipient.send(JSON.stringify(message))) return false;
    const { address } = recipient;
    traffic.frame({ channelName: channel.channelName, direction: "to-client", address, clientId, message });
    return true;
  }
}

function clientIdIn(recipientClientId: string | undefined): string | undefined {
  return clientIdSchema.safeParse(recipientClientId).data;
}

function roleOf(address: Address) {
  return address === "master" ? ({ role: "master" } as const) : ({ role: "viewer", ...address } as const);
}
