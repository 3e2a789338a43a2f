import type { Announced } from "../../protocol/alexa/build-discovery-endpoint.ts";
import type { DirectiveKey, DirectiveOf } from "../../protocol/alexa/directives.ts";
import type { AlexaEvent } from "../../protocol/alexa/events.ts";
import type { Accounts } from "../accounts/accounts.ts";
import type { CameraRegistry } from "../cameras/registry.ts";
import type { Deadline } from "../deadline.ts";
import type { Ledger } from "../observability/ledger.ts";
import type { Log } from "../observability/log.ts";
import type { OfferExchange } from "../signaling/offer-exchange.ts";
import type { Snapshots } from "../snapshots/snapshots.ts";
import type { Grants } from "../state/grants.ts";
import type { MotionStore } from "../state/motion.ts";
import type { Presence } from "../state/presence.ts";

/** What the handlers stand on. */
export interface Dependencies {
  readonly accounts: Accounts;
  readonly registry: CameraRegistry;
  readonly presence: Presence;
  /** Whether something moves, by camera; left out by a skill that hears no events. */
  readonly motion?: MotionStore;
  readonly grants: Grants;
  readonly offerExchange: OfferExchange;
  /** The cameras' pictures; left out by a skill that has none. */
  readonly snapshots?: Snapshots;
  /** What discovery may announce beside views. */
  readonly announced: Announced;
  readonly log: Log;
  /** A fresh message id for each event. */
  readonly messageId: () => string;
  /** Epoch milliseconds with a fraction. */
  readonly now: () => number;
}

/** What belongs to one invocation alone. */
export interface Invocation {
  readonly deadline: Deadline;
  readonly ledger: Ledger;
}

/** Answers one kind of directive with an event, or throws a {@link Failure}. */
export type DirectiveHandler<Key extends DirectiveKey> = (
  directive: DirectiveOf<Key>,
  dependencies: Dependencies,
  invocation: Invocation,
) => Promise<AlexaEvent>;
