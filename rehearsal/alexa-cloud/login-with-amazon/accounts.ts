import { randomBytes } from "node:crypto";

/** What a user has agreed to: that this client acts for them. */
export interface Grant {
  readonly userId: string;
  readonly clientId: string;
}
interface AccessToken extends Grant {
  readonly expiresAt: number;
}
interface Code extends Grant {
  /** Where the authorize page sent it; Alexa's grant codes come by a directive, and have none. */
  readonly redirectUri?: string | undefined;
  readonly expiresAt: number;
}

/** What the token endpoint answers with. */
export interface IssuedTokens {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly token_type: "bearer";
  readonly expires_in: number;
}
/** Tokens, and whose they are. */
export interface Issued {
  readonly userId: string;
  readonly tokens: IssuedTokens;
}
/** A valid token's owner, the client it was issued to, and the seconds it has left. */
export type TokenOwner = Grant & { readonly secondsLeft: number };

/** What Login with Amazon keeps: codes that wait to be exchanged, and the tokens it has given out. */
export interface Accounts {
  issueCode(grant: Grant & { readonly redirectUri?: string }): string;
  /** Exchanges a code once, for the client and redirect that it was issued to. */
  redeemCode(code: string, clientId: string, redirectUri: string | undefined): Issued | undefined;
  /** Gives a new access token; with `rotate` a new refresh token too, and the old one is no use any more. */
  refresh(refreshToken: string, clientId: string, rotate: boolean): Issued | undefined;
  issueTokens(grant: Grant, expiresInSeconds?: number): IssuedTokens;
  /** The owner of an access token that is still valid; or why it is not. */
  lookUp(accessToken: string): TokenOwner | "expired" | "unknown";
  /** Takes back all that a user has granted, or granted to one client: codes, access and refresh tokens. */
  revoke(userId: string, clientId?: string): void;
}

const CODE_LIFE_MILLISECONDS = 5 * 60_000;

/** Access tokens are opaque, start with `Atza|` and live an hour. Source: Login with Amazon, access tokens. */
export function createAccounts(now: () => number): Accounts {
  const codes = new Map<string, Code>();
  const accessTokens = new Map<string, AccessToken>();
  const refreshTokens = new Map<string, Grant>();
  const opaque = (prefix: string) => prefix + randomBytes(270).toString("base64url");

  function keepRefreshToken({ userId, clientId }: Grant): string {
    const refresh = opaque("Atzr|");
    refreshTokens.set(refresh, { userId, clientId });
    return refresh;
  }

  function issueTokens(
    grant: Grant,
    expiresInSeconds = 3600,
    refreshToken: string = keepRefreshToken(grant),
  ): IssuedTokens {
    const { userId, clientId } = grant;
    const access = opaque("Atza|");
    accessTokens.set(access, { userId, clientId, expiresAt: now() + expiresInSeconds * 1000 });
    return { access_token: access, refresh_token: refreshToken, token_type: "bearer", expires_in: expiresInSeconds };
  }

  return {
    issueTokens: (grant, expiresInSeconds) => issueTokens(grant, expiresInSeconds),
    issueCode(grant) {
      const code = randomBytes(10).toString("hex");
      codes.set(code, { ...grant, expiresAt: now() + CODE_LIFE_MILLISECONDS });
      return code;
    },
    redeemCode(code, clientId, redirectUri) {
      const grant = codes.get(code);
      codes.delete(code);
      if (!grant || grant.clientId !== clientId || grant.redirectUri !== redirectUri) return undefined;
      return grant.expiresAt > now() ? { userId: grant.userId, tokens: issueTokens(grant) } : undefined;
    },
    refresh(refreshToken, clientId, rotate) {
      const grant = refreshTokens.get(refreshToken);
      if (grant?.clientId !== clientId) return undefined;
      if (rotate) refreshTokens.delete(refreshToken);
      const tokens = issueTokens(grant, undefined, rotate ? undefined : refreshToken);
      return { userId: grant.userId, tokens };
    },
    lookUp(accessToken) {
      const token = accessTokens.get(accessToken);
      if (!token) return "unknown";
      const secondsLeft = Math.floor((token.expiresAt - now()) / 1000);
      return secondsLeft > 0 ? { userId: token.userId, clientId: token.clientId, secondsLeft } : "expired";
    },
    revoke(userId, clientId) {
      for (const kept of [codes, accessTokens, refreshTokens] as Map<string, Grant>[]) {
        for (const [secret, grant] of kept) {
          if (grant.userId === userId && (clientId ?? grant.clientId) === grant.clientId) kept.delete(secret);
        }
      }
    },
  };
}
