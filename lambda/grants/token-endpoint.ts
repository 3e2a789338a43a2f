import * as z from "zod/mini";
import { Failure } from "../failure.ts";
import type { JsonReply } from "../http-json.ts";

/** The client of Alexa's permissions page, as its secret holds it. */
export const eventsClientSchema = z.object({
  clientId: z.string().check(z.minLength(1)),
  clientSecret: z.string().check(z.minLength(1)),
});
/** The client that grants are exchanged with. */
export type EventsClient = z.infer<typeof eventsClientSchema>;

/** What Login with Amazon gives for a code. */
export interface IssuedTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

/** Login with Amazon's word on a code or a refresh token that it does not take, such as `invalid_grant`. */
export interface Refused {
  readonly refused: string;
}

/** Where codes and refresh tokens become access tokens. */
export interface TokenEndpoint {
  /** @throws {Failure} identity-unreachable, secret-unreadable. */
  exchange(code: string, signal: AbortSignal): Promise<IssuedTokens | Refused>;
  /** The refresh token that comes back is a new one where Login with Amazon rotates it. Throws as `exchange`. */
  refresh(refreshToken: string, signal: AbortSignal): Promise<IssuedTokens | Refused>;
}

/** What the token endpoint is asked with. */
export interface TokenEndpointOptions {
  /** https://api.amazon.com, or what stands for it. */
  readonly apiUrl: string;
  /** @throws {Failure} secret-unreadable. */
  readonly client: (signal: AbortSignal) => Promise<EventsClient>;
  readonly post: (url: URL, form: Readonly<Record<string, string>>, signal: AbortSignal) => Promise<JsonReply>;
  readonly now: () => number;
}

const tokensSchema = z.object({
  access_token: z.string().check(z.minLength(1)),
  refresh_token: z.optional(z.string().check(z.minLength(1))),
  expires_in: z.number().check(z.minimum(1)),
});

/** Errors are told by name, and only these: another word could be anything. Source: RFC 6749 section 5.2. */
const refusalSchema = z.object({
  error: z.enum([
    "invalid_grant",
    "invalid_client",
    "unauthorized_client",
    "invalid_request",
    "invalid_scope",
    "unsupported_grant_type",
  ]),
});

/**
 * Login with Amazon's token endpoint, form-encoded. Codes and tokens leave this file only towards it and as its result.
 * Source: Login with Amazon developer guide, authorization code grant; Alexa Skills Kit, Alexa.Authorization.
 */
export function createTokenEndpoint({ apiUrl, client, post, now }: TokenEndpointOptions): TokenEndpoint {
  const url = new URL("/auth/o2/token", apiUrl);

  async function ask(
    request: Readonly<Record<string, string>>,
    knownRefreshToken: string | undefined,
    signal: AbortSignal,
  ): Promise<IssuedTokens | Refused> {
    const { clientId, clientSecret } = await client(signal);
    // A token's time is counted from before it was made rather than from after.
    const asked = now();
    const form = { ...request, client_id: clientId, client_secret: clientSecret };
    const { status, body } = await post(url, form, signal).catch((cause: unknown) => {
      throw new Failure("identity-unreachable", { cause });
    });
    if (status === 400 || status === 401) {
      const refusal = z.safeParse(refusalSchema, body).data;
      if (refusal !== undefined) return { refused: refusal.error };
    }
    const tokens = z.safeParse(tokensSchema, body).data;
    const refreshToken = tokens?.refresh_token ?? knownRefreshToken;
    if (status !== 200 || tokens === undefined || refreshToken === undefined)
      throw new Failure("identity-unreachable", { detail: `HTTP ${status}` });
    return { accessToken: tokens.access_token, refreshToken, expiresAt: asked + tokens.expires_in * 1_000 };
  }

  return {
    exchange: (code, signal) => ask({ grant_type: "authorization_code", code }, undefined, signal),
    refresh: (refreshToken, signal) =>
      ask({ grant_type: "refresh_token", refresh_token: refreshToken }, refreshToken, signal),
  };
}
