import { randomBytes } from "node:crypto";
import { equalInConstantTime } from "../../constant-time.ts";

const TOKEN_LIFE_SECONDS = 3600;

/** Who may call SMAPI: a developer, with an access token that Login with Amazon gave for the refresh token. */
export interface DeveloperAccess {
  /** An access token that does not expire, for the profile in ask-cli's cli_config. */
  readonly accessToken: string;
  /** A new access token, for an hour; undefined where the refresh token is not the developer's. */
  refresh(refreshToken: string): { readonly accessToken: string; readonly expiresIn: number } | undefined;
  /** Whether an Authorization header holds a valid access token, with "Bearer" before it or bare, as ask-cli sends it. */
  admits(authorization: string | undefined): boolean;
}

/** The access of the one developer that this stand-in knows. */
export function createDeveloperAccess(refreshToken: string, now: () => number): DeveloperAccess {
  const expiries = new Map<string, number>();
  function issue(expiresAt: number): string {
    const token = `Atza|${randomBytes(180).toString("base64url")}`;
    expiries.set(token, expiresAt);
    return token;
  }
  return {
    accessToken: issue(Number.POSITIVE_INFINITY),
    refresh(offered) {
      if (!equalInConstantTime(offered, refreshToken)) return undefined;
      return { accessToken: issue(now() + TOKEN_LIFE_SECONDS * 1000), expiresIn: TOKEN_LIFE_SECONDS };
    },
    admits(authorization = "") {
      return (expiries.get(authorization.replace(/^Bearer /i, "")) ?? 0) > now();
    },
  };
}
