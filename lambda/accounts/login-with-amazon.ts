import { createHash } from "node:crypto";
import * as z from "zod/mini";
import { createBoundedCache } from "../bounded-cache.ts";
import { Failure, type FailureCode } from "../failure.ts";
import type { JsonReply } from "../http-get.ts";
import type { Accounts } from "./accounts.ts";

/** How long a token that was refused is refused without asking again, in milliseconds. */
const REFUSAL_KEPT_MS = 60_000;
/**
 * The longest access token, in bytes. A longer one would only fail at the URL's length.
 * Source: Login with Amazon developer guide, access tokens.
 */
const MAX_TOKEN_BYTES = 2_048;
/** How many tokens an environment remembers. */
const REMEMBERED_TOKENS = 1_000;

/** What tokeninfo says of a valid token; `exp` is the seconds it has left. */
const tokenInfoSchema = z.object({ aud: z.string(), user_id: z.string().check(z.minLength(1)), exp: z.number() });
const refusalSchema = z.object({ error_description: z.string() });

type Verdict =
  | { readonly userId: string; readonly expiresAt: number }
  | { readonly refused: FailureCode; readonly until: number };

/** What Login with Amazon is asked with. */
export interface LoginWithAmazonOptions {
  /** The skill's own client: a token issued to any other one is somebody else's, however valid. */
  readonly clientId: string;
  /** https://api.amazon.com, or what stands for it. */
  readonly apiUrl: string;
  readonly get: (url: URL, signal: AbortSignal) => Promise<JsonReply>;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/**
 * Login with Amazon as the account-linking provider.
 * The token stands in tokeninfo's URL, so neither that URL nor an error that may quote it leaves this file.
 * Source: Login with Amazon developer guide, access tokens: verifying them.
 */
export function createLoginWithAmazon(options: LoginWithAmazonOptions): Accounts {
  const { clientId, now } = options;
  const verdicts = createBoundedCache<string, Verdict>(REMEMBERED_TOKENS);

  async function ask(accessToken: string, signal: AbortSignal): Promise<Verdict> {
    const url = new URL("/auth/o2/tokeninfo", options.apiUrl);
    url.searchParams.set("access_token", accessToken);
    const reply = await options.get(url, signal).catch((cause: unknown) => {
      throw new Failure("identity-unreachable", { cause });
    });
    return judge(reply, clientId, now());
  }

  return {
    async userIdOf(accessToken, signal) {
      if (Buffer.byteLength(accessToken) > MAX_TOKEN_BYTES) throw new Failure("token-invalid");
      const key = createHash("sha256").update(accessToken).digest("base64");
      let verdict = verdicts.get(key);
      if (verdict === undefined || ("refused" in verdict && verdict.until <= now())) {
        verdict = await ask(accessToken, signal);
        verdicts.set(key, verdict);
      }
      if ("refused" in verdict) throw new Failure(verdict.refused);
      // Once expired it stays so, and there is no need to ask.
      if (verdict.expiresAt <= now()) throw new Failure("token-expired");
      return verdict.userId;
    },
  };
}

function judge(reply: JsonReply, clientId: string, now: number): Verdict {
  if (reply.status === 400 || reply.status === 401)
    return { refused: refusalOf(reply.body), until: now + REFUSAL_KEPT_MS };
  const info = z.safeParse(tokenInfoSchema, reply.body);
  if (reply.status !== 200 || !info.success)
    throw new Failure("identity-unreachable", { detail: `HTTP ${reply.status}` });
  if (info.data.aud !== clientId) return { refused: "token-invalid", until: now + REFUSAL_KEPT_MS };
  return { userId: info.data.user_id, expiresAt: now + info.data.exp * 1000 };
}

/**
 * Which of the two refusals it is. Not verified: Amazon documents one HTTP 400 for both, and only the words of the
 * description may tell them apart.
 */
function refusalOf(body: unknown): FailureCode {
  const description = z.safeParse(refusalSchema, body).data?.error_description ?? "";
  return /expired/i.test(description) ? "token-expired" : "token-invalid";
}
