import { randomBytes } from "node:crypto";

interface Grant {
  readonly userId: string;
  readonly clientId: string;
}
interface AccessToken extends Grant {
  readonly expiresAt: number;
}

export interface IssuedTokens {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly token_type: "bearer";
  readonly expires_in: number;
}

/** What Login with Amazon keeps: codes that wait to be exchanged, and the tokens it has given out. */
export interface Accounts {
  issueCode(grant: Grant & { redirectUri: string }): string;
  /** Exchanges a code once, for the client and redirect that it was issued to. */
  redeemCode(code: string, clientId: string, redirectUri: string): IssuedTokens | undefined;
  refresh(refreshToken: string, clientId: string): IssuedTokens | undefined;
  issueTokens(grant: Grant, expiresInSeconds?: number): IssuedTokens;
  /** The owner of an access token that is still valid, and the seconds it has left; or why it is not. */
  lookUp(accessToken: string): (Grant & { secondsLeft: number }) | "expired" | "unknown";
}

const CODE_LIFE_MILLISECONDS = 5 * 60_000;

/** Access tokens are opaque, start with `Atza|` and live an hour. Source: Login with Amazon, access tokens. */
export function createAccounts(now: () => number): Accounts {
  const codes = new Map<string, Grant & { redirectUri: string; expiresAt: number }>();
  const accessTokens = new Map<string, AccessToken>();
  const refreshTokens = new Map<string, Grant>();
  const opaque = (prefix: string) => prefix + randomBytes(270).toString("base64url");

  function issueTokens({ userId, clientId }: Grant, expiresInSeconds = 3600): IssuedTokens {
    const access = opaque("Atza|");
    const refresh = opaque("Atzr|");
    accessTokens.set(access, { userId, clientId, expiresAt: now() + expiresInSeconds * 1000 });
    refreshTokens.set(refresh, { userId, clientId });
    return { access_token: access, refresh_token: refresh, token_type: "bearer", expires_in: expiresInSeconds };
  }

  return {
    issueTokens,
    issueCode(grant) {
      const code = randomBytes(10).toString("hex");
      codes.set(code, { ...grant, expiresAt: now() + CODE_LIFE_MILLISECONDS });
      return code;
    },
    redeemCode(code, clientId, redirectUri) {
      const grant = codes.get(code);
      codes.delete(code);
      if (!grant || grant.clientId !== clientId || grant.redirectUri !== redirectUri) return undefined;
      return grant.expiresAt > now() ? issueTokens(grant) : undefined;
    },
    refresh(refreshToken, clientId) {
      const grant = refreshTokens.get(refreshToken);
      return grant?.clientId === clientId ? issueTokens(grant) : undefined;
    },
    lookUp(accessToken) {
      const token = accessTokens.get(accessToken);
      if (!token) return "unknown";
      const secondsLeft = Math.floor((token.expiresAt - now()) / 1000);
      return secondsLeft > 0 ? { userId: token.userId, clientId: token.clientId, secondsLeft } : "expired";
    },
  };
}
