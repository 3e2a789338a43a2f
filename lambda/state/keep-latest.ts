import { Failure } from "../failure.ts";
import type { Store } from "./store.ts";

/** How many others may be quicker, one after the other, before it is given up. */
const ATTEMPTS = 5;

/** What follows from what is known. */
export interface Decision<Entry, Outcome> {
  readonly outcome: Outcome;
  /** What is known from now on; left out, nothing is written. */
  readonly entry?: Entry;
}

/**
 * Writes what follows from what is known, and gives its outcome. Where somebody writes in between it is decided anew.
 * @throws {Failure} state-unreachable, also when somebody was quicker each time.
 */
export async function keepLatest<Entry, Outcome>(
  store: Pick<Store<Entry>, "hold" | "replace">,
  of: string,
  decide: (known: Entry | undefined) => Decision<Entry, Outcome>,
): Promise<Outcome> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const held = await store.hold(of);
    const { outcome, entry } = decide(held?.entry);
    if (entry === undefined || (await store.replace(of, held?.version, entry))) return outcome;
  }
  throw new Failure("state-unreachable", { detail: "too many writers" });
}

/**
 * What an event comes to that says how something is. `changed` is said too of a change that is said once more, as when
 * it could not be delivered to everybody, and is still the latest.
 */
export type Heard = "changed" | "unchanged" | "older than what is known";
