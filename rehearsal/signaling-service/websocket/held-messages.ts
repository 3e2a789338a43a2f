import type { Clock } from "../../../camera/clock.ts";
import { type Address, type QueuedMessage, recipientOf, sameAddress } from "./message-queue.ts";

interface Held {
  readonly message: QueuedMessage;
  readonly callOff: () => void;
}

/** Messages that a behaviour holds back, although their recipient is connected. */
export class HeldMessages {
  readonly #clock: Clock;
  readonly #held = new Set<Held>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get size(): number {
    return this.#held.size;
  }

  /** Hands a message over after so many milliseconds, unless it is taken out first. */
  hold(message: QueuedMessage, milliseconds: number, handOver: (message: QueuedMessage) => void): void {
    const callOff = this.#clock.after(milliseconds, () => {
      this.#held.delete(held);
      handOver(message);
    });
    const held: Held = { message, callOff };
    this.#held.add(held);
  }

  /** Takes out what is held back for a recipient, in the order it was sent. */
  take(recipient: Address): QueuedMessage[] {
    const taken = [...this.#held].filter(({ message }) => sameAddress(recipientOf(message), recipient));
    for (const held of taken) {
      held.callOff();
      this.#held.delete(held);
    }
    return taken.map(({ message }) => message);
  }
}
