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

  /**
   * Hands a message over after so many milliseconds, unless it is taken out before. It is among those held back until
   * it is handed over, so that `take` has it in its place when its recipient turns out to be gone.
   */
  hold(message: QueuedMessage, milliseconds: number, handOver: (message: QueuedMessage) => void): void {
    const callOff = this.#clock.after(milliseconds, () => {
      handOver(message);
      this.#held.delete(held);
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

  /** Hands over none of them. */
  clear(): void {
    for (const { callOff } of this.#held) callOff();
    this.#held.clear();
  }
}
