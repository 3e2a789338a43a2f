import type { AlexaMessage, AlteredAnswer, Behaviour, Ending, Interference, OperationCall } from "./behaviour.ts";

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

  /** Puts a behaviour in; the function returned takes it out again. */
  add(behaviour: Behaviour, scope: BehaviourScope = {}): () => void {
    const entry = { behaviour, scope };
    this.#entries.add(entry);
    return () => void this.#entries.delete(entry);
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

  /** How long an Alexa offer on a channel waits for its answer, where a behaviour says so. */
  patienceMilliseconds(channelName: string): number | undefined {
    return this.#last(channelName, "patienceMilliseconds")?.patienceMilliseconds;
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
    return this.#last(channelName, "moveHttpsLabel")?.moveHttpsLabel?.(label) ?? label;
  }

  /** All labels that a request's label may stand for, when endpoints have moved. */
  *formerHttpsLabels(label: string): Generator<string> {
    for (const { behaviour } of this.#entries) {
      if (behaviour.moveHttpsLabel) yield behaviour.moveHttpsLabel(label);
    }
  }

  /** What a call meets at the label a channel had before it moved. */
  staleEndpoint(channelName: string): Ending | undefined {
    return this.#last(channelName, "moveHttpsLabel")?.staleEndpoint;
  }

  /** The last one counts of those that cannot be combined, as two moves of an endpoint or two waits. */
  #last(channelName: string, member: "moveHttpsLabel" | "patienceMilliseconds"): Behaviour | undefined {
    return [...this.#inForce(channelName)].findLast((behaviour) => behaviour[member] !== undefined);
  }

  *#inForce(channelName: string | undefined): Generator<Behaviour> {
    for (const { behaviour, scope } of this.#entries) {
      if (scope.channelName === undefined || scope.channelName === channelName) yield behaviour;
    }
  }
}
