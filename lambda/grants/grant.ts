import * as z from "zod/mini";
import type { Store, StoreKind } from "../state/store.ts";

const grantSchema = z.object({
  /** When AcceptGrant came in, in epoch milliseconds. It tells one grant from the next through all refreshes. */
  acceptedAt: z.number(),
  accessToken: z.string(),
  refreshToken: z.string(),
  /** When the access token ends, in epoch milliseconds. */
  expiresAt: z.number(),
  /** One process's right to refresh it. It ends by itself, should its owner die; in epoch milliseconds. */
  lease: z.optional(z.object({ id: z.string(), until: z.number() })),
  /** The latest refresh that came to nothing, by its lease's id and in epoch milliseconds, until one succeeds. */
  failure: z.optional(z.object({ lease: z.string(), at: z.number() })),
});

/** A user's grant in one region, as it is kept: by the user's id, with the region as part. */
export type Grant = Readonly<z.infer<typeof grantSchema>>;

/** Where grants are kept. */
export type GrantStore = Store<Grant>;

/** Grants stay until they are taken back. */
export const grantKind: StoreKind<Grant> = { kind: "grant", schema: grantSchema };

/** Removes a grant if it is such a one, however often it is refreshed meanwhile. False where there is none. */
export async function removeGrantIf(
  store: GrantStore,
  { userId, region }: { readonly userId: string; readonly region: string },
  isMeant: (grant: Grant) => boolean,
): Promise<boolean> {
  for (;;) {
    const held = await store.hold(userId, region);
    if (held === undefined || !isMeant(held.entry)) return false;
    if (await store.remove(userId, { part: region, version: held.version })) return true;
  }
}
