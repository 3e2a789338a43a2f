import type { GatewayRegion } from "../event-gateway/regions.ts";
import { asFailure, Failure } from "../failure.ts";
import type { Log } from "../observability/log.ts";
import { pause } from "../pause.ts";
import type { Held } from "../state/store.ts";
import { tryWithin } from "../try-within.ts";
import type { Grant, GrantStore } from "./grant.ts";
import type { IssuedTokens, Refused, TokenEndpoint } from "./token-endpoint.ts";

/** A new access token is fetched so long before the old one ends, in milliseconds. */
const EARLY_MS = 5 * 60_000;
/** A token that ends sooner than this is no use any more: it would end on its way. */
const LEAST_MS = 10_000;
/** The longest that Login with Amazon is waited for, in milliseconds; while the old token is good a doorbell is not to. */
const REFRESH_WITHIN_MS = { none: 4_000, ending: 1_500 } as const;
/** How long a lease holds, in milliseconds: longer than any living owner needs. */
const LEASE_MS = 10_000;
/** How long after a refresh that failed the next one is tried while the old token is still good, in milliseconds. */
const AFTER_FAILURE_MS = 30_000;
/** Between two looks at what the lease's owner has brought, in milliseconds; the last one from then on. */
const LOOKS_MS = [50, 100, 200, 400] as const;

/** What grants are refreshed with. */
export interface RefreshOptions {
  readonly store: GrantStore;
  readonly tokens: Pick<TokenEndpoint, "refresh">;
  readonly log: Log;
  readonly now: () => number;
  /** Ids that nobody else makes. */
  readonly newId: () => string;
}

/** Whose access token is wanted. */
export interface Wanted {
  readonly userId: string;
  readonly region: GatewayRegion;
  /** A token that the gateway refused: it is no use, however long it would have lasted. */
  readonly refused: string | undefined;
}

/**
 * Gives a grant's access token, refreshed where it is time. Of any number of processes one refreshes: the one whose
 * lease is in the entry. The others go on with the old token, and where that is no use any more wait for the new one,
 * or for the lease's end, since its owner may have died.
 * @param known What was read a moment ago.
 * @throws {Failure} grant-gone, identity-unreachable, secret-unreadable, state-unreachable.
 */
export async function refreshedToken(
  known: Held<Grant> | undefined,
  wanted: Wanted,
  options: RefreshOptions,
  signal: AbortSignal,
): Promise<string> {
  const { store, now } = options;
  const { userId, region } = wanted;
  const mine = options.newId();
  let held = known;
  let looks = 0;
  for (;;) {
    if (held === undefined) throw new Failure("grant-gone");
    if (signal.aborted) throw interrupted();
    const { entry, version } = held;
    const use = useOf(entry, wanted.refused, now());
    if (use === "good") return entry.accessToken;
    if (entry.lease?.id === mine) {
      const token = await refresh(held, use, wanted, options, signal);
      if (token !== undefined) return token;
    } else if (entry.lease !== undefined && now() < entry.lease.until) {
      if (use === "ending") return entry.accessToken;
      await untilNextLook(entry.lease.until - now(), looks, signal);
      looks += 1;
    } else {
      if (use === "ending" && entry.failure !== undefined && now() < entry.failure.at + AFTER_FAILURE_MS)
        return entry.accessToken;
      // Somebody has tried since this began: where a hundred wait, one failure is enough for all of them.
      if (use === "none" && entry.failure?.lease !== known?.entry.failure?.lease)
        throw new Failure("identity-unreachable", { detail: "another refresh of this grant" });
      await store.replace(userId, version, { ...entry, lease: { id: mine, until: now() + LEASE_MS } }, region);
    }
    // Whoever's lease, token or new grant is there now: what was written, and by whom, only the entry tells.
    held = await store.hold(userId, region);
  }
}

/** What the waiting for Login with Amazon ends with when there is no time left. */
export function interrupted(): Failure {
  return new Failure("identity-unreachable", { detail: "deadline" });
}

/** Whether an access token is good, is soon to end, or is of no use any more. */
export function useOf(
  { accessToken, expiresAt }: Pick<Grant, "accessToken" | "expiresAt">,
  refused: string | undefined,
  now: number,
): "good" | "ending" | "none" {
  if (accessToken === refused || now >= expiresAt - LEAST_MS) return "none";
  return now >= expiresAt - EARLY_MS ? "ending" : "good";
}

async function untilNextLook(leaseLeft: number, looks: number, signal: AbortSignal): Promise<void> {
  const look = LOOKS_MS[Math.min(looks, LOOKS_MS.length - 1)] ?? leaseLeft;
  await pause(Math.min(look, leaseLeft), signal).catch(() => {
    throw interrupted();
  });
}

/** Refreshes under one's own lease. Undefined where the entry is another one by now. */
async function refresh(
  { entry, version }: Held<Grant>,
  use: "ending" | "none",
  { userId, region }: Wanted,
  { store, tokens, log, now }: RefreshOptions,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { lease, failure, ...grant } = entry;
  let answer: IssuedTokens | Refused;
  try {
    answer = await tryWithin(REFRESH_WITHIN_MS[use], signal, (limited) => tokens.refresh(entry.refreshToken, limited));
    if ("refused" in answer && answer.refused !== "invalid_grant")
      throw new Failure("identity-unreachable", { detail: answer.refused });
  } catch (error) {
    const reason = asFailure(error);
    log.warn("a grant could not be refreshed", { region, code: reason.code, sentence: reason.sentence });
    // Should this fail too, the lease ends by itself.
    const released = { ...grant, failure: { lease: lease?.id ?? "", at: now() } };
    await store.replace(userId, version, released, region).catch(() => false);
    if (use === "ending") return entry.accessToken;
    throw reason;
  }
  if ("refused" in answer) {
    if (await store.remove(userId, { part: region, version })) throw new Failure("grant-gone");
    return undefined;
  }
  try {
    return (await store.replace(userId, version, { ...grant, ...answer }, region)) ? answer.accessToken : undefined;
  } catch (error) {
    // The event at hand goes out all the same.
    log.warn("a refreshed grant could not be kept", { region, code: asFailure(error).code });
    return answer.accessToken;
  }
}
