import type { Clock } from "../../../camera/clock.ts";
import type { LifeLimit } from "./end-reason.ts";

/** The longest a client may send no frame at all, pings included, milliseconds. Source: KVS WebRTC service quotas. */
const IDLE_LIMIT = 10 * 60_000;
/** How old a connection grows, milliseconds. Source: KVS WebRTC service quotas. */
const MAX_AGE = 60 * 60_000;
/** How long a connection goes on after GO_AWAY, milliseconds. Source: KVS WebRTC service quotas. */
const GO_AWAY_GRACE = 60_000;

/**
 * Holds one connection to its limits with a single timer, so that thousands of them cost little.
 * That a client's pings count as activity is inferred from C SDK masters, which stay connected by them alone; that
 * what the service sends does not count, and that no GO_AWAY precedes the end of the hour, is not verified.
 */
export class ConnectionLife {
  readonly #clock: Clock;
  readonly #end: (limit: LifeLimit) => void;
  readonly #tooOldAt: number;
  #lastHeardAt: number;
  #goneAt = Number.POSITIVE_INFINITY;
  #callOff: () => void = () => {};

  constructor(clock: Clock, end: (limit: LifeLimit) => void) {
    this.#clock = clock;
    this.#end = end;
    this.#lastHeardAt = clock.now();
    this.#tooOldAt = this.#lastHeardAt + MAX_AGE;
    this.#wait();
  }

  /** A frame of any kind has come from the client. */
  heard(): void {
    this.#lastHeardAt = this.#clock.now();
  }

  /** The client was told to go away: of several times the first counts. */
  toldToGo(): void {
    this.#goneAt = Math.min(this.#goneAt, this.#clock.now() + GO_AWAY_GRACE);
    this.#wait();
  }

  /** The connection has ended by itself. */
  stop(): void {
    this.#callOff();
  }

  #wait(): void {
    this.#callOff();
    const idleAt = this.#lastHeardAt + IDLE_LIMIT;
    const endsAt = Math.min(idleAt, this.#tooOldAt, this.#goneAt);
    const left = endsAt - this.#clock.now();
    if (left > 0) this.#callOff = this.#clock.after(left, () => this.#wait());
    else this.#end(endsAt === this.#goneAt ? "go-away" : endsAt === this.#tooOldAt ? "too-old" : "idle");
  }
}
