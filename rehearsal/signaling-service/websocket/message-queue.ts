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
}

interface QueuedMessage extends RoutedMessage {
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

/** How many messages one channel keeps, so that a peer which talks to nobody cannot fill the memory. */
const MAX_QUEUED_MESSAGES = 1000;

/** Whom a message is for. */
export function recipientOf({ from, clientId }: RoutedMessage): Address {
  return from === "master" ? { clientId } : "master";
}

/**
 * A channel's undelivered messages, oldest first. A newer offer or answer takes the place of the same sender's older
 * one; candidates all stay. Source: developer guide, SendSdpOffer, SendSdpAnswer, SendIceCandidate.
 */
export class MessageQueue {
  readonly #now: () => number;
  readonly #onExpired: (message: RoutedMessage) => void;
  #messages: QueuedMessage[] = [];

  constructor(now: () => number, onExpired: (message: RoutedMessage) => void) {
    this.#now = now;
    this.#onExpired = onExpired;
  }

  add(message: RoutedMessage, ttlSeconds: number): "queued" | "replaced" | "full" {
    this.#expire();
    const older = this.#messages.findIndex((other) => supersedes(message, other));
    if (older !== -1) this.#messages.splice(older, 1);
    else if (this.#messages.length >= MAX_QUEUED_MESSAGES) return "full";
    this.#messages.push({ ...message, expiresAt: this.#now() + ttlSeconds * 1000 });
    return older === -1 ? "queued" : "replaced";
  }

  /** Takes out all that waits for a recipient: what is taken is not delivered again. */
  take(recipient: Address): RoutedMessage[] {
    this.#expire();
    const isTaken = (message: RoutedMessage) =>
      recipient === "master"
        ? message.from !== "master"
        : message.from === "master" && message.clientId === recipient.clientId;
    const taken = this.#messages.filter(isTaken);
    if (taken.length > 0) this.#messages = this.#messages.filter((message) => !isTaken(message));
    return taken;
  }

  /** How many messages wait for the master, and for all viewers. */
  counts(): { toMaster: number; toViewers: number } {
    this.#expire();
    const toViewers = this.#messages.filter(({ from }) => from === "master").length;
    return { toMaster: this.#messages.length - toViewers, toViewers };
  }

  #expire(): void {
    const now = this.#now();
    const expired = this.#messages.filter(({ expiresAt }) => expiresAt <= now);
    if (expired.length === 0) return;
    this.#messages = this.#messages.filter(({ expiresAt }) => expiresAt > now);
    for (const message of expired) this.#onExpired(message);
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
