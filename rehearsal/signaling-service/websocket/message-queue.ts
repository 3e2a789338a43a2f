import type { Clock } from "../../../camera/clock.ts";
import type { ClientAction } from "../../../protocol/signaling/messages.ts";

/** Who gets a message: the master, or a viewer by its client id. */
export type Address = "master" | { readonly clientId: string };

/** A message on its way between the master and a viewer or an Alexa client. */
export interface RoutedMessage {
  /** A master's message goes to the client; anyone else's goes to the master. */
  readonly from: "master" | "viewer" | "alexa";
  /** The client at the other end than the master. */
  readonly clientId: string;
  readonly action: ClientAction;
  readonly payload: string;
  /** A newer connection of its sender's had taken the place of the one that it came by. */
  readonly fromReplaced?: true;
}

/** A message that is kept for its recipient. */
export interface QueuedMessage extends RoutedMessage {
  /** Epoch milliseconds: the channel's time to live at the moment it was sent counts. Source: UpdateSignalingChannel. */
  readonly expiresAt: number;
}

/** How many messages one channel keeps, so that a peer which talks to nobody cannot fill the memory. */
export const MAX_KEPT_MESSAGES = 1000;

/** A message as events tell of it: without its payload. */
export function describeMessage(channelName: string, message: RoutedMessage) {
  const { payload, from, clientId, action, fromReplaced } = message;
  const replaced = fromReplaced === undefined ? {} : { fromReplaced };
  return { channelName, from, clientId, action, characters: payload.length, ...replaced };
}

/** Whom a message is for. */
export function recipientOf({ from, clientId }: RoutedMessage): Address {
  return from === "master" ? { clientId } : "master";
}

/** Whether two addresses are the same client's. */
export function sameAddress(one: Address, other: Address): boolean {
  return one === "master" || other === "master" ? one === other : one.clientId === other.clientId;
}

/**
 * A channel's undelivered messages, oldest first. A newer offer or answer takes the place of the same sender's older
 * one; candidates all stay. Source: developer guide, SendSdpOffer, SendSdpAnswer, SendIceCandidate.
 */
export class MessageQueue {
  readonly #clock: Clock;
  readonly #onExpired: (message: RoutedMessage) => void;
  #messages: QueuedMessage[] = [];
  #callOff = () => {};

  constructor(clock: Clock, onExpired: (message: RoutedMessage) => void) {
    this.#clock = clock;
    this.#onExpired = onExpired;
  }

  add(message: QueuedMessage): "queued" | "replaced" | "full" {
    this.#expire();
    const older = this.#messages.findIndex((other) => supersedes(message, other));
    if (older !== -1) this.#messages.splice(older, 1);
    else if (this.#messages.length >= MAX_KEPT_MESSAGES) return "full";
    this.#messages.push(message);
    this.#wait();
    return older === -1 ? "queued" : "replaced";
  }

  /** Takes out all that waits for a recipient: what is taken is not delivered again. */
  take(recipient: Address): QueuedMessage[] {
    this.#expire();
    const isTaken = (message: RoutedMessage) => sameAddress(recipientOf(message), recipient);
    const taken = this.#messages.filter(isTaken);
    if (taken.length > 0) {
      this.#messages = this.#messages.filter((message) => !isTaken(message));
      this.#wait();
    }
    return taken;
  }

  /** Forgets them all, without a word. */
  clear(): void {
    this.#messages = [];
    this.#wait();
  }

  /** What waits, oldest first, without its payloads. */
  report(): Array<Omit<QueuedMessage, "payload"> & { readonly characters: number }> {
    this.#expire();
    return this.#messages.map(({ payload, ...message }) => ({ ...message, characters: payload.length }));
  }

  #expire(): void {
    const now = this.#clock.now();
    const expired = this.#messages.filter(({ expiresAt }) => expiresAt <= now);
    if (expired.length === 0) return;
    this.#messages = this.#messages.filter(({ expiresAt }) => expiresAt > now);
    for (const message of expired) this.#onExpired(message);
  }

  /** One timer for all, until the first expires: what nobody comes for leaves the memory in time, and that is told. */
  #wait(): void {
    this.#callOff();
    if (this.#messages.length === 0) return;
    const next = Math.min(...this.#messages.map(({ expiresAt }) => expiresAt));
    this.#callOff = this.#clock.after(Math.max(0, next - this.#clock.now()), () => {
      this.#expire();
      this.#wait();
    });
  }
}

function supersedes(newer: RoutedMessage, older: RoutedMessage): boolean {
  return (
    newer.action !== "ICE_CANDIDATE" &&
    older.action === newer.action &&
    older.from === newer.from &&
    older.clientId === newer.clientId
  );
}
