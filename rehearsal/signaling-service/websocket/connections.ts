import type { Connection } from "./connection.ts";
import type { EndReason } from "./end-reason.ts";
import type { Address } from "./message-queue.ts";

/**
 * The sockets of one channel. The newest one of an address is the one that messages go to; those it replaced may stay
 * open. Whether the real service closes them is not verified; closing them would set two masters that reconnect on each
 * other.
 */
export class Connections {
  readonly #viewers = new Map<string, Connection>();
  readonly #all = new Set<Connection>();
  #master: Connection | undefined;

  get master(): Connection | undefined {
    return this.#master;
  }

  get viewers(): ReadonlyMap<string, Connection> {
    return this.#viewers;
  }

  /** Every one that is not closed yet, replaced ones included. */
  get all(): ReadonlySet<Connection> {
    return this.#all;
  }

  /** Those that a newer one has replaced and that are open still. */
  replaced(): Connection[] {
    return [...this.#all].filter((connection) => this.isReplaced(connection));
  }

  /** Whether a newer connection gets what is sent to this one's address. */
  isReplaced(connection: Connection): boolean {
    return this.#current(connection.address) !== connection;
  }

  /** The connection that gets what is sent to an address: the newest one, while it is open. */
  find(address: Address): Connection | undefined {
    const connection = this.#current(address);
    return connection?.open ? connection : undefined;
  }

  add(connection: Connection): void {
    this.#all.add(connection);
    if (connection.address === "master") this.#master = connection;
    else this.#viewers.set(connection.address.clientId, connection);
  }

  /** Forgets a closed connection; one that was replaced does not take the new one's place with it. */
  remove(connection: Connection): void {
    this.#all.delete(connection);
    if (this.isReplaced(connection)) return;
    if (connection.address === "master") this.#master = undefined;
    else this.#viewers.delete(connection.address.clientId);
  }

  /** Ends all connections, replaced ones included. */
  end(reason: EndReason): void {
    for (const connection of this.#all) connection.end(reason);
  }

  #current(address: Address): Connection | undefined {
    return address === "master" ? this.#master : this.#viewers.get(address.clientId);
  }
}
