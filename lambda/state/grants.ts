import type { GatewayRegion } from "../event-gateway/regions.ts";
import { Failure } from "../failure.ts";

/** The right to send events for a user, as Alexa grants it with AcceptGrant, and takes it when the skill is disabled. */
export interface Grants {
  /**
   * Takes the grant's code for this user. The code is a secret that works once.
   * @throws {Failure} grant-not-exchanged; then nothing is kept, as far as what keeps it can be reached.
   */
  accept(grant: { readonly userId: string; readonly code: string }, signal: AbortSignal): Promise<void>;
  /**
   * Forgets the user's grants that were made before, in epoch milliseconds; later ones stay.
   * @throws {Failure} state-unreachable.
   */
  forget(userId: string, before: number): Promise<void>;
}

/** A user's grant in one region of Alexa, for whoever sends events there. */
export interface SendingRight {
  readonly region: GatewayRegion;
  /**
   * An access token that is good for minutes.
   * @throws {Failure} grant-gone when Login with Amazon says `invalid_grant`, after which the grant is not there any
   * more; identity-unreachable, state-unreachable.
   */
  accessToken(signal: AbortSignal): Promise<string>;
  /** As {@link accessToken}, after the gateway refused that one: it is not given again. */
  renewed(refused: string, signal: AbortSignal): Promise<string>;
  /** The gateway says that the skill is not enabled any more: the grant is forgotten. */
  end(): Promise<void>;
}

/** The rights to send events. */
export interface SendingRights {
  /** A user's, one for each region of Alexa that granted it; none where nobody did. */
  of(userId: string): Promise<readonly SendingRight[]>;
}

/** Grants of a skill that sends no events: each is declined, so that Alexa does not wait for events. */
export function createGrantsWithoutEvents(): Grants {
  return {
    async accept() {
      throw new Failure("grant-not-exchanged", { detail: "EVENTS_SECRET_ARN is not set" });
    },
    async forget() {},
  };
}
