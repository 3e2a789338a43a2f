import { createHash } from "node:crypto";
import { createBoundedCache } from "../bounded-cache.ts";
import { asFailure, Failure } from "../failure.ts";
import { shareCalls } from "../share-calls.ts";
import type { Accounts } from "./accounts.ts";

/** How long a token that was refused is refused without asking again, in milliseconds. */
const REFUSAL_KEPT_MS = 60_000;
/** How many tokens an environment remembers. */
const REMEMBERED_TOKENS = 1_000;

/** What a provider says of an access token. */
export type Verdict =
  /** Whose it is, and until when, in epoch milliseconds. */
  | { readonly userId: string; readonly expiresAt: number }
  /** That it is no use; `detail` as in {@link Failure}. */
  | { readonly refused: "token-invalid" | "token-expired"; readonly detail?: string };

/** How tokens are judged. */
export interface Judge {
  /**
   * The provider's word on a token.
   * @throws {Failure} what is not to be remembered: identity-unreachable, or a refusal that may not last.
   */
  judge(accessToken: string, signal: AbortSignal): Promise<Verdict>;
  /** The longest token that is judged at all, in bytes. */
  readonly maxTokenBytes: number;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/**
 * Accounts that remember what they heard of a token, by its hash: a valid one until it expires, after which it stays
 * expired, a refused one for a minute. All who ask for one token at the same time share one call.
 */
export function createRememberedAccounts({ judge, maxTokenBytes, now }: Judge): Accounts {
  const remembered = createBoundedCache<string, { readonly verdict: Verdict; readonly until: number }>(
    REMEMBERED_TOKENS,
  );
  const shared = shareCalls(judge);

  async function verdictOn(accessToken: string, signal: AbortSignal): Promise<Verdict> {
    const hash = createHash("sha256").update(accessToken).digest("base64");
    const known = remembered.get(hash);
    if (known !== undefined && known.until > now()) return known.verdict;
    const verdict = await shared(accessToken, signal).catch((thrown: unknown) => {
      // A caller whose time is up has had no word of the provider's.
      throw signal.aborted ? new Failure("identity-unreachable", { cause: thrown }) : asFailure(thrown);
    });
    remembered.set(hash, { verdict, until: "refused" in verdict ? now() + REFUSAL_KEPT_MS : Number.POSITIVE_INFINITY });
    return verdict;
  }

  return {
    async userIdOf(accessToken, signal) {
      if (Buffer.byteLength(accessToken) > maxTokenBytes) throw new Failure("token-invalid", { detail: "length" });
      const verdict = await verdictOn(accessToken, signal);
      if ("refused" in verdict) {
        const { refused, detail } = verdict;
        throw new Failure(refused, detail === undefined ? {} : { detail });
      }
      if (verdict.expiresAt <= now()) throw new Failure("token-expired");
      return verdict.userId;
    },
  };
}
