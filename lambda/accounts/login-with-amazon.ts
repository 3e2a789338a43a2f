import * as z from "zod/mini";
import { Failure } from "../failure.ts";
import type { JsonReply } from "../http-get.ts";
import type { Accounts } from "./accounts.ts";
import { createRememberedAccounts, type Verdict } from "./remembered.ts";

/**
 * The longest access token, in bytes. A longer one would only fail at the URL's length.
 * Source: Login with Amazon developer guide, access tokens.
 */
const MAX_TOKEN_BYTES = 2_048;

/** What tokeninfo says of a valid token; `exp` is the seconds it has left. */
const tokenInfoSchema = z.object({ aud: z.string(), user_id: z.string().check(z.minLength(1)), exp: z.number() });
const refusalSchema = z.object({ error_description: z.string() });

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
export function createLoginWithAmazon({ clientId, apiUrl, get, now }: LoginWithAmazonOptions): Accounts {
  return createRememberedAccounts({
    maxTokenBytes: MAX_TOKEN_BYTES,
    now,
    async judge(accessToken, signal) {
      const url = new URL("/auth/o2/tokeninfo", apiUrl);
      url.searchParams.set("access_token", accessToken);
      const reply = await get(url, signal).catch((cause: unknown) => {
        throw new Failure("identity-unreachable", { cause });
      });
      return judgeReply(reply, clientId, now());
    },
  });
}

function judgeReply({ status, body }: JsonReply, clientId: string, now: number): Verdict {
  if (status === 400 || status === 401) return { refused: refusalOf(body) };
  const info = z.safeParse(tokenInfoSchema, body);
  if (status !== 200 || !info.success) throw new Failure("identity-unreachable", { detail: `HTTP ${status}` });
  if (info.data.aud !== clientId) return { refused: "token-invalid", detail: "aud" };
  return { userId: info.data.user_id, expiresAt: now + info.data.exp * 1000 };
}

/**
 * Which of the two refusals it is. Not verified: Amazon documents one HTTP 400 for both, and only the words of the
 * description may tell them apart.
 */
function refusalOf(body: unknown): "token-expired" | "token-invalid" {
  const description = z.safeParse(refusalSchema, body).data?.error_description ?? "";
  return /expired/i.test(description) ? "token-expired" : "token-invalid";
}
