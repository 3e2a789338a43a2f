import type {
  AlexaMessage,
  AlteredAnswer,
  Behaviour,
  Ending,
  EndpointMove,
  Interference,
  NoAnswer,
  OperationCall,
  PassingMessage,
} from "./behaviour.ts";
import { checkBehaviour } from "./check-behaviour.ts";

/** Where a behaviour is in force. */
export interface BehaviourScope {
  /** Only this channel's calls; all calls when absent. */
  readonly channelName?: string;
}

/** A behaviour in force. */
export interface BehaviourInForce {
  /** Grows by one with each that is put in. */
  readonly id: number;
  readonly behaviour: Behaviour;
  readonly scope: BehaviourScope;
}

type Listener = (behaviour: Behaviour, scope: BehaviourScope) => void;

/** The behaviours in force, in the order they were put in. */
export class BehaviourRegistry {
  readonly #entries = new Set<BehaviourInForce>();
  readonly #onAdded = new Set<Listener>();
  readonly #onRemoved = new Set<Listener>();
  #lastId = 0;

  /**
   * Puts a behaviour in; the function returned takes it out again.
   * @throws {InvalidBehaviour} as `checkBehaviour`.
   */
  add(behaviour: Behaviour, scope: BehaviourScope = {}): () => void {
    const { id } = this.put(behaviour, scope);
    return () => void this.remove(id);
  }

  /**
   * Puts a behaviour in. One that does no more than give notice is over when everyone has been told.
   * @throws {InvalidBehaviour} as `checkBehaviour`.
   */
  put(behaviour: Behaviour, scope: BehaviourScope = {}): BehaviourInForce & { readonly over: boolean } {
    checkBehaviour(behaviour, scope);
    this.#lastId += 1;
    const entry = { id: this.#lastId, behaviour, scope };
    const { name, notice, ...lasting } = behaviour;
    const over = notice !== undefined && Object.keys(lasting).length === 0;
    if (!over) this.#entries.add(entry);
    for (const listener of this.#onAdded) listener(behaviour, scope);
    return { ...entry, over };
  }

  /** Takes a behaviour out; false when it is not in force. */
  remove(id: number): boolean {
    const entry = [...this.#entries].find((each) => each.id === id);
    if (entry === undefined) return false;
    this.#entries.delete(entry);
    for (const listener of this.#onRemoved) listener(entry.behaviour, entry.scope);
    return true;
  }

  /** Takes all behaviours out. */
  clear(): void {
    for (const { id } of this.all()) this.remove(id);
  }

  /** Tells of each behaviour at the moment it is put in. */
  onAdded(listener: Listener): void {
    this.#onAdded.add(listener);
  }

  /** Tells of each behaviour at the moment it is taken out. */
  onRemoved(listener: Listener): void {
    this.#onRemoved.add(listener);
  }

  /** All that are in force, in the order they were put in. */
  all(): readonly BehaviourInForce[] {
    return [...this.#entries];
  }

  /** What stands in a call's way, in order. */
  *interferences(call: OperationCall): Generator<Interference> {
    for (const behaviour of this.#inForce(call.channelName)) {
      const interference = behaviour.beforeOperation?.(call);
      if (interference !== undefined) yield interference;
    }
  }

  /** The offer as the master gets it, or null when it never does. */
  alterOffer(offer: AlexaMessage): string | null {
    let payload: string | null = offer.payload;
    for (const behaviour of this.#inForce(offer.channelName)) {
      if (payload === null) break;
      if (behaviour.onOfferToMaster) payload = behaviour.onOfferToMaster({ ...offer, payload });
    }
    return payload;
  }

  /** How the service takes it that an Alexa offer on a channel has no answer, as far as behaviours say. */
  noAnswer(channelName: string): NoAnswer {
    return Object.assign({}, ...[...this.#inForce(channelName)].map(({ noAnswer }) => noAnswer));
  }

  /** How long a message is held back before it is handed to its recipient, milliseconds; delays add up. */
  holdBack(message: PassingMessage): number {
    // Asked about every message of the service, and nearly always for nothing.
    if (this.#entries.size === 0) return 0;
    let milliseconds = 0;
    for (const behaviour of this.#inForce(message.channelName)) milliseconds += behaviour.holdBack?.(message) ?? 0;
    return milliseconds;
  }

  /** Whether a channel's sockets are dead without being closed. */
  halfOpen(channelName: string): boolean {
    return [...this.#inForce(channelName)].some(({ halfOpen }) => halfOpen);
  }

  /** How far the service's clock is off for clients, milliseconds. */
  clockSkewMilliseconds(): number {
    let skew = 0;
    for (const { behaviour } of this.#entries) skew += behaviour.clockSkewMilliseconds ?? 0;
    return skew;
  }

  /** The answer as the caller gets it; delays add up, and what one behaviour has taken none gives back. */
  alterAnswer(answer: AlexaMessage): Required<AlteredAnswer> {
    let payload: string | null = answer.payload;
    let afterMilliseconds = 0;
    for (const behaviour of this.#inForce(answer.channelName)) {
      const altered: AlteredAnswer | undefined = behaviour.onAnswer?.({
        ...answer,
        payload: payload ?? answer.payload,
      });
      if (altered === undefined) continue;
      if (payload !== null) payload = altered.payload;
      afterMilliseconds += altered.afterMilliseconds ?? 0;
    }
    return { payload, afterMilliseconds };
  }

  /** The HTTPS endpoint label that a channel has now. */
  currentHttpsLabel(channelName: string, label: string): string {
    return this.#lastMove(channelName)?.label(label) ?? label;
  }

  /** All labels that a request's label may stand for, when endpoints have moved. */
  *formerHttpsLabels(label: string): Generator<string> {
    for (const { behaviour } of this.#entries) {
      if (behaviour.moves) yield behaviour.moves.label(label);
    }
  }

  /** What a call meets at the label a channel had before it moved. */
  staleEndpoint(channelName: string): Ending | undefined {
    return this.#lastMove(channelName)?.stale;
  }

  /** Two moves of an endpoint cannot be combined: the last one counts. */
  #lastMove(channelName: string): EndpointMove | undefined {
    return [...this.#inForce(channelName)].findLast(({ moves }) => moves !== undefined)?.moves;
  }

  *#inForce(channelName: string | undefined): Generator<Behaviour> {
    for (const { behaviour, scope } of this.#entries) {
      if (scope.channelName === undefined || scope.channelName === channelName) yield behaviour;
    }
  }
}
