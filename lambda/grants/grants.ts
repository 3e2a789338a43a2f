import { type GatewayRegion, gatewayRegions } from "../event-gateway/regions.ts";
import { asFailure, Failure } from "../failure.ts";
import type { Grants } from "../state/grants.ts";
import { type GrantStore, removeGrantIf } from "./grant.ts";
import type { IssuedTokens, TokenEndpoint } from "./token-endpoint.ts";

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
    // By now Alexa is told that it failed.
    if (signal.aborted) throw new Failure("grant-not-exchanged", { detail: "deadline" });
    return issued;
  }

  return {
    async accept({ userId, code }, signal) {
      // What is known of the grant's age: an event that disables the skill after it is later.
      const acceptedAt = now();
      try {
        await store.write(userId, { acceptedAt, ...(await exchanged(code, signal)) }, region);
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
