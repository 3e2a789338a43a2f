import { type GatewayRegion, gatewayRegions } from "../event-gateway/regions.ts";
import { Failure } from "../failure.ts";
import { shareCalls } from "../share-calls.ts";
import type { SendingRight, SendingRights } from "../state/grants.ts";
import type { Held } from "../state/store.ts";
import { type Grant, removeGrantIf } from "./grant.ts";
import { interrupted, type RefreshOptions, refreshedToken, useOf, type Wanted } from "./refresh.ts";

/** The rights to send events, over the grants in the store. */
export function createSendingRights(options: RefreshOptions): SendingRights {
  const { store, now } = options;

  /** In one process those who want the same token at the same time are one. */
  const refreshed = shareCalls(async (key, signal) => {
    const wanted = JSON.parse(key) as Wanted;
    const held = await store.hold(wanted.userId, wanted.region);
    return refreshedToken(held, wanted, options, signal);
  });

  function rightOf(userId: string, region: GatewayRegion, { accessToken, expiresAt, acceptedAt }: Grant): SendingRight {
    const token = (refused: string | undefined, signal: AbortSignal) =>
      refreshed(JSON.stringify({ userId, region, refused }), signal).catch((error: unknown) => {
        throw error instanceof Failure || !signal.aborted ? error : interrupted();
      });
    return {
      region,
      accessToken: async (signal) =>
        useOf({ accessToken, expiresAt }, undefined, now()) === "good" ? accessToken : token(undefined, signal),
      renewed: token,
      async end() {
        await removeGrantIf(store, { userId, region }, (grant) => grant.acceptedAt === acceptedAt);
      },
    };
  }

  return {
    async of(userId) {
      const grants: readonly (Held<Grant> & { readonly part: string })[] = await store.readAll(userId);
      return gatewayRegions.flatMap((region) =>
        grants.filter(({ part }) => part === region).map(({ entry }) => rightOf(userId, region, entry)),
      );
    },
  };
}
