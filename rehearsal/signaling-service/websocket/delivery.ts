import type { Clock } from "../../../camera/clock.ts";
import type { RelayedMessage } from "../../../protocol/signaling/messages.ts";
import type { BehaviourRegistry } from "../behaviours/registry.ts";
import type { ServiceEventDetail } from "../events.ts";
import type { Connection } from "./connection.ts";
import type { Connections } from "./connections.ts";
import { relayedMessage } from "./frames.ts";
import { HeldMessages } from "./held-messages.ts";
import {
  type Address,
  describeMessage,
  MAX_KEPT_MESSAGES,
  MessageQueue,
  type QueuedMessage,
  type RoutedMessage,
  recipientOf,
} from "./message-queue.ts";

/** The channel whose messages these are, who is connected to it, and who hears of what becomes of them. */
export interface DeliveryOptions {
  readonly channelName: string;
  readonly connections: Connections;
  readonly clock: Clock;
  readonly behaviours: BehaviourRegistry;
  /** The channel's MessageTtlSeconds as it is now. */
  ttlSeconds(): number;
  /** Writes a message to a socket; false when it was lost on the way. */
  write(recipient: Connection, message: RelayedMessage, clientId: string): boolean;
  emit(event: ServiceEventDetail): void;
}

/** Takes one channel's messages to their recipients: at once, later, or when the recipient comes. */
export class Delivery {
  readonly #options: DeliveryOptions;
  readonly #queue: MessageQueue;
  readonly #held: HeldMessages;

  constructor(options: DeliveryOptions) {
    this.#options = options;
    this.#held = new HeldMessages(options.clock);
    this.#queue = new MessageQueue(options.clock, (message) =>
      options.emit({ type: "message-expired", ...describeMessage(options.channelName, message) }),
    );
  }

  /** Delivers at once where the recipient is connected, and keeps the message where it is not. */
  send(message: RoutedMessage): void {
    const recipient = this.#options.connections.find(recipientOf(message));
    if (recipient === undefined) {
      this.#keepHeld(recipientOf(message));
      this.#keep(this.#stamped(message));
    } else this.#deliver(recipient, message);
  }

  /** Hands over what has waited for a client that is connected now: once, whatever becomes of it on the way. */
  sendWaiting(recipient: Connection): void {
    for (const message of this.#queue.take(recipient.address)) this.#deliver(recipient, message);
  }

  /** Forgets all that waits or is held back, for good: its channel is deleted. */
  clear(): void {
    this.#queue.clear();
    this.#held.clear();
  }

  /** What waits, oldest first, without its payloads. */
  report(): ReturnType<MessageQueue["report"]> {
    return this.#queue.report();
  }

  #deliver(recipient: Connection, message: RoutedMessage | QueuedMessage): void {
    const { behaviours, channelName } = this.#options;
    const { from, clientId, action } = message;
    const milliseconds = behaviours.holdBack({ channelName, from, clientId, action });
    if (milliseconds <= 0) {
      // Candidates may overtake what is held back; a newer offer or answer may not.
      if (action !== "ICE_CANDIDATE")
        for (const held of this.#held.take(recipient.address)) this.#hand(recipient, held);
      this.#hand(recipient, message);
    } else if (this.#held.size >= MAX_KEPT_MESSAGES) this.#drop(message, "queue-full");
    else this.#held.hold(this.#stamped(message), milliseconds, (held) => this.#handOver(held));
  }

  /** What was held back goes to whoever is its recipient now, and waits when there is none. */
  #handOver(message: QueuedMessage): void {
    const address = recipientOf(message);
    const recipient = this.#options.connections.find(address);
    if (recipient === undefined) this.#keepHeld(address);
    else this.#hand(recipient, message);
  }

  #hand(recipient: Connection, message: RoutedMessage): void {
    const { from, clientId, action, payload } = message;
    const relayed = relayedMessage(action, payload, from === "master" ? undefined : clientId);
    if (this.#options.write(recipient, relayed, clientId)) {
      this.#options.emit({ type: "message-relayed", ...describeMessage(this.#options.channelName, message) });
    } else {
      this.#drop(message, "behaviour");
    }
  }

  /** All that is held back for a recipient who has gone waits in the order it was sent, so that the newest offer counts. */
  #keepHeld(recipient: Address): void {
    for (const message of this.#held.take(recipient)) this.#keep(message);
  }

  #keep(message: QueuedMessage): void {
    const outcome = this.#queue.add(message);
    if (outcome === "full") this.#drop(message, "queue-full");
    else {
      const replacesOlder = outcome === "replaced";
      this.#options.emit({
        type: "message-queued",
        replacesOlder,
        ...describeMessage(this.#options.channelName, message),
      });
    }
  }

  #drop(message: RoutedMessage, reason: "queue-full" | "behaviour"): void {
    this.#options.emit({ type: "message-dropped", reason, ...describeMessage(this.#options.channelName, message) });
  }

  /** A message that has waited already keeps its time. */
  #stamped(message: RoutedMessage | QueuedMessage): QueuedMessage {
    if ("expiresAt" in message) return message;
    return { ...message, expiresAt: this.#options.clock.now() + this.#options.ttlSeconds() * 1000 };
  }
}
