import type { WebSocket } from "ws";
import type { Clock } from "../../../camera/clock.ts";
import type { ServiceMessage } from "../../../protocol/signaling/messages.ts";
import type { NoAnswer } from "../behaviours/behaviour.ts";
import type { BehaviourRegistry } from "../behaviours/registry.ts";
import { type Channel, relaysBetweenPeers } from "../channels/channel.ts";
import type { ServiceEventDetail } from "../events.ts";
import type { Quotas } from "../quotas/quotas.ts";
import type { TrafficTap } from "../traffic.ts";
import { AlexaExchanges } from "./alexa-exchanges.ts";
import { ClientFrames } from "./client-frames.ts";
import { Connection } from "./connection.ts";
import type { ConnectionRules } from "./connection-rules.ts";
import { Connections } from "./connections.ts";
import { Delivery } from "./delivery.ts";
import { type Address, describeMessage, type RoutedMessage } from "./message-queue.ts";

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

/** One channel's traffic: who is connected, where what they send goes, and the Alexa offers among it. */
export class Room {
  readonly #options: RoomOptions;
  readonly #connections = new Connections();
  readonly #exchanges: AlexaExchanges;
  readonly #delivery: Delivery;
  #closed = false;
  readonly #frames: ClientFrames;

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
    this.#frames = new ClientFrames({
      ...shared,
      isReplaced: (sender) => this.#connections.isReplaced(sender),
      send: (message) => (message.from === "master" ? this.#sendFromMaster(message) : this.#send(message)),
      tell: (client, message) => this.#write(client, message, undefined),
    });
  }

  /** How many viewers a new one would join: one of the same client id is taken over, not joined. */
  viewersBeside(clientId: string): number {
    const { viewers } = this.#connections;
    return viewers.size - (viewers.has(clientId) ? 1 : 0);
  }

  /** Makes a socket the master's or a viewer's, instead of any before it, and hands over what waited for it. */
  connect(address: Address, socket: WebSocket, ignoredClientId?: string): void {
    const { channel, clock, emit, behaviours, quotas, connections } = this.#options;
    const peer = { channelName: channel.channelName, ...roleOf(address) };
    const older = this.#connections.find(address);
    const connection = new Connection({
      address,
      socket,
      clock,
      admitMessage: quotas.messageGate(),
      onFrame: (sender, text) => {
        if (!this.#closed) this.#frames.receive(sender, text);
      },
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
    emit({ type: "connected", ...peer, ...(ignoredClientId === undefined ? {} : { ignoredClientId }) });
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
    else this.#drop(offer, "behaviour");
    return answer;
  }

  /** Sends all that are connected a notice; those that GO_AWAY was written to have a minute left. */
  notify(messageType: "GO_AWAY" | "RECONNECT_ICE_SERVER"): void {
    for (const connection of this.#connections.all) {
      if (!connection.open) continue;
      const told = this.#write(connection, { messageType }, undefined);
      if (told && messageType === "GO_AWAY") connection.toldToGo();
    }
  }

  /** How many sockets a notice reaches. */
  get connected(): number {
    return [...this.#connections.all].filter(({ reachable }) => reachable).length;
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

  /** Ends the connections of a channel that is deleted, and forgets what waits and whatever is sent on the way out. */
  close(): void {
    this.#closed = true;
    this.#connections.end("channel-deleted");
    this.#delivery.clear();
  }

  #sendFromMaster(message: RoutedMessage): void {
    const { clientId, action, payload } = message;
    if (action === "SDP_ANSWER" && this.#exchanges.answer(clientId, payload)) return;
    // An offer can only be for a viewer to come. That the rest is dropped is not verified: no socket is behind such an id.
    const isForAlexa = action !== "SDP_OFFER" && this.#exchanges.knows(clientId);
    if (isForAlexa && !this.#connections.viewers.has(clientId)) this.#drop(message, "alexa-client");
    else this.#send(message);
  }

  #send(message: RoutedMessage): void {
    if (relaysBetweenPeers(this.#options.channel)) this.#delivery.send(message);
    else this.#drop(message, "media-storage");
  }

  #drop(message: RoutedMessage, reason: "alexa-client" | "media-storage" | "behaviour"): void {
    const { emit, channel } = this.#options;
    emit({ type: "message-dropped", reason, ...describeMessage(channel.channelName, message) });
  }

  #write(recipient: Connection, message: ServiceMessage, clientId: string | undefined): boolean {
    const { traffic, channel } = this.#options;
    if (!recipient.send(JSON.stringify(message))) return false;
    const { address } = recipient;
    traffic.frame({ channelName: channel.channelName, direction: "to-client", address, clientId, message });
    return true;
  }
}

function roleOf(address: Address) {
  return address === "master" ? ({ role: "master" } as const) : ({ role: "viewer", ...address } as const);
}
