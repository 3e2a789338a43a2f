import type { Clock } from "../../../camera/clock.ts";
import type { NoAnswer } from "../behaviours/behaviour.ts";
import type { BehaviourRegistry } from "../behaviours/registry.ts";
import { serviceError } from "../errors.ts";
import type { ServiceEventDetail } from "../events.ts";
import { contentOfAnswer } from "./answer-content.ts";

interface Exchange {
  readonly startedAt: number;
  /** The first answer counts, also while a behaviour holds it back. */
  answered: boolean;
  settle(answer: string | null): void;
}

/** How many client ids of past Alexa sessions a channel remembers, to know whom its late candidates are for. */
const MAX_REMEMBERED_CLIENTS = 1000;

/** The channel whose offers these are, how long they wait, and who hears of it. */
export interface AlexaExchangesOptions {
  readonly channelName: string;
  readonly clock: Clock;
  /** As ServiceContext.stamp. */
  stamp(): number;
  readonly behaviours: BehaviourRegistry;
  readonly noAnswer: Required<NoAnswer>;
  emit(event: ServiceEventDetail): void;
}

/** The offers from SendAlexaOfferToMaster that wait for the master's answer on one channel. */
export class AlexaExchanges {
  readonly #options: AlexaExchangesOptions;
  /** A client id offered twice waits twice; each answer ends the older wait. Not verified. */
  readonly #waiting = new Map<string, Exchange[]>();
  readonly #remembered = new Set<string>();

  constructor(options: AlexaExchangesOptions) {
    this.#options = options;
  }

  get waiting(): number {
    return [...this.#waiting.values()].reduce((total, exchanges) => total + exchanges.length, 0);
  }

  /** Whether this client id is or was an Alexa client's: nothing but an answer can reach it. */
  knows(clientId: string): boolean {
    return this.#remembered.has(clientId);
  }

  /**
   * Waits for the answer to an offer; null when the caller has gone. When none came in time the service gives up: with
   * null after about five seconds by the best evidence there is, which is not verified, or as it is told to.
   * @throws {WireError} InternalFailure, when it is told to give up with an error.
   */
  begin(clientId: string, ttlSeconds: number, signal: AbortSignal): Promise<string | null> {
    const { clock, stamp, emit, behaviours, channelName } = this.#options;
    const { afterMilliseconds, as } = { ...this.#options.noAnswer, ...behaviours.noAnswer(channelName) };
    const patience = afterMilliseconds === "ttl" ? ttlSeconds * 1000 : afterMilliseconds;
    this.#remember(clientId);
    return new Promise((resolve, reject) => {
      const startedAt = stamp();
      const end = () => {
        callOff();
        signal.removeEventListener("abort", leave);
        this.#remove(clientId, exchange);
      };
      const unanswered = (reason: "too-late" | "client-left") => {
        end();
        emit({ type: "alexa-offer-unanswered", channelName, clientId, reason, milliseconds: stamp() - startedAt });
      };
      const leave = () => {
        unanswered("client-left");
        resolve(null);
      };
      const giveUp = () => {
        unanswered("too-late");
        if (as === "null") resolve(null);
        else if (as === "error") reject(serviceError("InternalFailure", "The master has not answered in time."));
        else signal.addEventListener("abort", () => resolve(null), { once: true });
      };
      const callOff = clock.after(patience, giveUp);
      const exchange: Exchange = {
        startedAt,
        answered: false,
        settle(answer) {
          end();
          resolve(answer);
        },
      };
      this.#waiting.set(clientId, [...(this.#waiting.get(clientId) ?? []), exchange]);
      signal.addEventListener("abort", leave);
      if (signal.aborted) leave();
    });
  }

  /** Hands the master's answer to the offer that waits for it; false when none does. */
  answer(clientId: string, payload: string): boolean {
    const exchange = this.#waiting.get(clientId)?.find(({ answered }) => !answered);
    if (exchange === undefined) return false;
    const { behaviours, channelName, clock } = this.#options;
    const altered = behaviours.alterAnswer({ channelName, clientId, payload });
    exchange.answered = true;
    if (altered.afterMilliseconds === 0) this.#settle(clientId, exchange, altered.payload);
    else clock.after(altered.afterMilliseconds, () => this.#settle(clientId, exchange, altered.payload));
    return true;
  }

  #settle(clientId: string, exchange: Exchange, payload: string | null): void {
    // Held back for too long: the service has given up meanwhile.
    if (!this.#waiting.get(clientId)?.includes(exchange)) return;
    const { channelName, stamp, emit } = this.#options;
    const milliseconds = stamp() - exchange.startedAt;
    emit({ type: "alexa-offer-answered", channelName, clientId, milliseconds, content: contentOfAnswer(payload) });
    exchange.settle(payload);
  }

  #remove(clientId: string, exchange: Exchange): void {
    const left = (this.#waiting.get(clientId) ?? []).filter((other) => other !== exchange);
    if (left.length === 0) this.#waiting.delete(clientId);
    else this.#waiting.set(clientId, left);
  }

  #remember(clientId: string): void {
    this.#remembered.delete(clientId);
    this.#remembered.add(clientId);
    for (const oldest of this.#remembered) {
      if (this.#remembered.size <= MAX_REMEMBERED_CLIENTS) break;
      this.#remembered.delete(oldest);
    }
  }
}
