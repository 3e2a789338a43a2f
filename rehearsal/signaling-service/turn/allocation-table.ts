import type { Socket } from "node:dgram";
import type { Allocation } from "node-turn";

/** node-turn's allocations, in a table that closes what they leave open once they are removed from it. */
export class AllocationTable {
  /** What node-turn reads and writes as its own. */
  readonly entries: Record<string, Allocation>;
  readonly #allocations: Record<string, Allocation> = Object.create(null);
  readonly #byClient = new Map<string, Allocation>();
  #closed = false;

  constructor() {
    this.entries = new Proxy(this.#allocations, {
      set: (_, key, allocation: Allocation) => {
        this.#add(String(key), allocation);
        return true;
      },
      deleteProperty: (_, key) => {
        this.#remove(String(key));
        return true;
      },
    });
  }

  all(): Allocation[] {
    return Object.values(this.#allocations);
  }

  /** The allocation of the client at this address. */
  ofClient(address: string, port: number): Allocation | undefined {
    return this.#byClient.get(`${address}:${port}`);
  }

  /** Ends all allocations, and those that are still being made. */
  close(): void {
    this.#closed = true;
    for (const key of Object.keys(this.#allocations)) this.#remove(key);
  }

  #add(key: string, allocation: Allocation): void {
    // A client that left without a word, and whose port the system has given to another one.
    this.#remove(key);
    this.#allocations[key] = allocation;
    this.#byClient.set(clientOf(allocation), allocation);
    for (const socket of allocation.sockets) socket.on("error", () => {});
    // The allocation sets its timer and listeners only after it stands in the table.
    queueMicrotask(() => {
      if (this.#closed) this.#remove(key);
      else allocation.sockets.forEach(guardListeners);
    });
  }

  #remove(key: string): void {
    const allocation = this.#allocations[key];
    if (allocation === undefined) return;
    delete this.#allocations[key];
    this.#byClient.delete(clientOf(allocation));
    clearTimeout(allocation.timer);
    for (const socket of allocation.sockets) socket.close();
  }
}

function clientOf({ transport }: Allocation): string {
  return `${transport.dst.address}:${transport.dst.port}`;
}

/** A datagram too short to be anything must not throw out of node-turn's listener. */
function guardListeners(socket: Socket): void {
  const listeners = socket.listeners("message") as ((...received: unknown[]) => void)[];
  socket.removeAllListeners("message");
  socket.on("message", (data, from) => {
    if (data.length >= 4) for (const listener of listeners) listener(data, from);
  });
}
