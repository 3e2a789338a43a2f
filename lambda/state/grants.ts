import { Failure } from "../failure.ts";

/** The right to send events for a user, as Alexa grants it with AcceptGrant. */
export interface Grants {
  /**
   * Takes the grant's code for this user. The code is a secret that works once.
   * @throws {Failure} when the grant could not be taken.
   */
  accept(grant: { readonly userId: string; readonly code: string }): Promise<void>;
}

/** Grants of a skill that sends no events: each is declined, so that Alexa does not wait for events. */
export function createGrantsWithoutEvents(): Grants {
  return {
    async accept() {
      throw new Failure("grant-not-exchanged");
    },
  };
}
