import type {
  AlexaMessage,
  AlteredAnswer,
  Behaviour,
  Ending,
  Interference,
  NoAnswer,
  OperationCall,
  PassingMessage,
} from "./behaviour.ts";

/** Where a behaviour is in force. */
export interface BehaviourScope {
  /** Only this channel's calls; all calls when absent. */
  readonly channelName?: string;
}

interface Entry {
  readonly behaviour: Behaviour;
  readonly scope: BehaviourScope;
}

/** The behaviours in force, in the order they were put in. */
export class BehaviourRegistry {
  readonly #entries = new Set<Entry>();
  readonly #listeners = new Set<(behaviour: Behaviour, scope: BehaviourScope) => void>();

  /** Puts a behaviour in; the function returned takes it out again. */
  add(behaviour: Behaviour, scope: BehaviourScope = {}): () => void {
    const entry = { behaviour, scope };
    this.#entries.add(entry);
    for (const listener of this.#listeners) listener(behaviour, scope);
    return () => void this.#entries.delete(entry);
  }

  /** Tells of each behaviour at the moment it is put in. */
  onAdded(listener: (behaviour: Behaviour, scope: BehaviourScope) => void): void {
    this.#listeners.add(listener);
  }

  /** All that are in force, in the order they were put in. */
  all(): readonly { readonly behaviour: Behaviour; readonly scope: BehaviourScope }[] {
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
    for (const { behaviour, scope } of this.#entries) {
      if (scope.channelName === undefined) skew += behaviour.clockSkewMilliseconds ?? 0;
    }
    return skew;
  }

  /** The answer as the caller gets it; delays add up. */
  alterAnswer(answer: AlexaMessage): Required<AlteredAnswer> {
    let payload: string | null = answer.payload;
    let afterMilliseconds = 0;
    for (const behaviour of this.#inForce(answer.channelName)) {
      if (payload === null || !behaviour.onAnswer) continue;
      const altered = behaviour.onAnswer({ ...answer, payload });
      payload = altered.payload;
      afterMilliseconds += altered.afterMilliseconds ?? 0;
    }
    return { payload, afterMilliseconds };
  }

  /** The HTTPS endpoint label that a channel has now. */
  currentHttpsLabel(channelName: string, label: string): string {
    return this.#lastMove(channelName)?.moveHttpsLabel?.(label) ?? label;
  }

  /** All labels that a request's label may stand for, when endpoints have moved. */
  *formerHttpsLabels(label: string): Generator<string> {
    for (const { behaviour } of this.#entries) {
      if (behaviour.moveHttpsLabel) yield behaviour.moveHttpsLabel(label);
    }
  }

  /** What a call meets at the label a channel had before it moved. */
  staleEndpoint(channelName: string): Ending | undefined {
    return this.#lastMove(channelName)?.staleEndpoint;
  }

  /** Two moves of an endpoint cannot be combined: the last one counts. */
  #lastMove(channelName: string): Behaviour | undefined {
    return [...this.#inForce(channelName)].findLast(({ moveHttpsLabel }) => moveHttpsLabel !== undefined);
  }

  *#inForce(channelName: string | undefined): Generator<Behaviour> {
    for (const { behaviour, scope } of this.#entries) {
      if (scope.channelName === undefined || scope.channelName === channelName) yield behaviour;
    }
  }
}
