import { randomBytes } from "node:crypto";
import { equalInConstantTime } from "../../constant-time.ts";

const TOKEN_LIFE_SECONDS = 3600;
const CODE_LIFE_MILLISECONDS = 5 * 60_000;

/** What Login with Amazon gives for a code or a refresh token. */
export interface IssuedTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** In seconds. */
  readonly expiresIn: number;
}

/** The client that asks for a sign-in, and where its user is sent back to. */
export interface SignIn {
  readonly clientId: string;
  readonly redirectUri: string;
}

/** Who may call SMAPI: a developer, with an access token that Login with Amazon gave for the refresh token. */
export interface DeveloperAccess {
  /** An access token that does not expire, for the profile in ask-cli's cli_config. */
  readonly accessToken: string;
  /** A new access token, for an hour; undefined where the refresh token is not the developer's. */
  refresh(refreshToken: string): IssuedTokens | undefined;
  /** The code that the developer's browser brings back to the client, when it has come to the authorize page. */
  issueCode(signIn: SignIn): string;
  /** Exchanges a code, once and within five minutes, for the client and redirect that it was issued for. */
  redeemCode(code: string, signIn: SignIn): IssuedTokens | undefined;
  /** Whether an Authorization header holds a valid access token, with "Bearer" before it or bare, as ask-cli sends it. */
  admits(authorization: string | undefined): boolean;
}

/** The access of the one developer that this stand-in knows. */
export function createDeveloperAccess(refreshToken: string, now: () => number): DeveloperAccess {
  const expiries = new Map<string, number>();
  const codes = new Map<string, SignIn & { readonly expiresAt: number }>();
  function issue(expiresAt: number): string {
    const token = `Atza|${randomBytes(180).toString("base64url")}`;
    expiries.set(token, expiresAt);
    return token;
  }
  const issueTokens = (): IssuedTokens => ({
    accessToken: issue(now() + TOKEN_LIFE_SECONDS * 1000),
    refreshToken,
    expiresIn: TOKEN_LIFE_SECONDS,
  });
  return {
    accessToken: issue(Number.POSITIVE_INFINITY),
    refresh(offered) {
      return equalInConstantTime(offered, refreshToken) ? issueTokens() : undefined;
    },
    issueCode(signIn) {
      const code = randomBytes(10).toString("hex");
      codes.set(code, { ...signIn, expiresAt: now() + CODE_LIFE_MILLISECONDS });
      return code;
    },
    redeemCode(code, { clientId, redirectUri }) {
      const issued = codes.get(code);
      codes.delete(code);
      if (issued === undefined || issued.expiresAt <= now()) return undefined;
      return issued.clientId === clientId && issued.redirectUri === redirectUri ? issueTokens() : undefined;
    },
    admits(authorization = "") {
      return (expiries.get(authorization.replace(/^Bearer /i, "")) ?? 0) > now();
    },
  };
}
