import { type GatewayRegion, gatewayRegions } from "../event-gateway/regions.ts";
import { asFailure, Failure } from "../failure.ts";
import type { Grants } from "../state/grants.ts";
import { within } from "../within.ts";
import { type Grant, type GrantStore, removeGrantIf } from "./grant.ts";
import type { IssuedTokens, TokenEndpoint } from "./token-endpoint.ts";

/**
 * How long a grant that failed is taken back before Alexa hears of it, in milliseconds: less where the time is over, for
 * the answer has to be out 200 ms after that.
 */
const TAKE_BACK_WITHIN_MS = { inTime: 1_000, late: 100 } as const;

/** What grants are taken with. */
export interface GrantsOptions {
  readonly store: GrantStore;
  readonly tokens: Pick<TokenEndpoint, "exchange">;
  /** Of the AWS region that this function runs in: AcceptGrant comes to it only from there. */
  readonly region: GatewayRegion;
  readonly now: () => number;
}

/** Takes grants: the code is exchanged at once, for it works once and for minutes, and the tokens are kept. */
export function createGrants({ store, tokens, region, now }: GrantsOptions): Grants {
  async function exchanged(code: string, signal: AbortSignal): Promise<IssuedTokens> {
    const issued = await tokens.exchange(code, signal);
    if ("refused" in issued) throw new Failure("grant-not-exchanged", { detail: issued.refused });
    if (signal.aborted) throw late();
    return issued;
  }

  /**
   * Keeps a grant, or takes it back as far as the store can be reached: a write whose reply was lost may have been done,
   * and one that is done too late is of a grant that Alexa believes to have failed.
   */
  async function keep(userId: string, grant: Grant, signal: AbortSignal): Promise<void> {
    try {
      await store.write(userId, grant, region);
      if (signal.aborted) throw late();
    } catch (error) {
      const isMeant = ({ acceptedAt }: Grant) => acceptedAt === grant.acceptedAt;
      const takenBack = removeGrantIf(store, { userId, region }, isMeant);
      await within(TAKE_BACK_WITHIN_MS[signal.aborted ? "late" : "inTime"], takenBack).catch(() => false);
      throw error;
    }
  }

  return {
    async accept({ userId, code }, signal) {
      // What is known of the grant's age: an event that disables the skill after it is later.
      const acceptedAt = now();
      try {
        await keep(userId, { acceptedAt, ...(await exchanged(code, signal)) }, signal);
      } catch (error) {
        const failure = asFailure(error);
        if (failure.code === "grant-not-exchanged") throw failure;
        throw new Failure("grant-not-exchanged", { detail: failure.code, cause: error });
      }
    },
    async forget(userId, before) {
      const isMeant = ({ acceptedAt }: { readonly acceptedAt: number }) => acceptedAt < before;
      await Promise.all(gatewayRegions.map((each) => removeGrantIf(store, { userId, region: each }, isMeant)));
    },
  };
}

/** By now Alexa is told that it failed. */
function late(): Failure {
  return new Failure("grant-not-exchanged", { detail: "deadline" });
}
