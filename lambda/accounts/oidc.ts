import { decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from "jose";
import { Failure } from "../failure.ts";
import type { Accounts } from "./accounts.ts";
import { createOidcKeys, type FetchedKeys, type OidcKeysOptions } from "./oidc-keys.ts";
import { createRememberedAccounts, type Verdict } from "./remembered.ts";

/** The longest access token, in bytes: far more than what fits into an HTTP header everywhere. */
const MAX_TOKEN_BYTES = 16_384;
/** How far the provider's clock and ours may be apart, in seconds. */
const CLOCK_TOLERANCE_S = 60;
/** A secret that both sides know proves nothing: by HS256 the provider's public key would be that secret. */
const ASYMMETRIC = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"];

/** What an OpenID Connect provider is asked with. */
export interface OidcOptions extends OidcKeysOptions {
  /** What its access tokens for this skill have in `aud`: a token for another audience is somebody else's. */
  readonly audience: string;
}

/**
 * An OpenID Connect provider, whose access tokens are signed JWTs, as the account-linking provider; `sub` is the user's
 * id. A token that none of the known keys fits has the keys fetched again, since the provider may have changed them.
 * Source: OpenID Connect Core 1.0 section 10.1.1; RFC 8725; RFC 9068 section 4.
 */
export function createOidc(options: OidcOptions): Accounts {
  const keys = createOidcKeys(options);

  return createRememberedAccounts({
    maxTokenBytes: MAX_TOKEN_BYTES,
    now: options.now,
    async judge(accessToken, signal) {
      // Before the provider is asked for its keys.
      if (!ASYMMETRIC.includes(algorithmOf(accessToken))) return invalid("alg");
      const known = await keys.current(signal);
      const verdict = await judgeBy(known, accessToken, options);
      if (verdict !== "no key fits") return verdict;
      const newer = await keys.newerThan(known, signal);
      // Not remembered, as the keys may be fetched again before a minute is over.
      if (newer === undefined) throw new Failure("token-invalid", { detail: "signature" });
      const second = await judgeBy(newer, accessToken, options);
      return second === "no key fits" ? invalid("signature") : second;
    },
  });
}

/** What a token says of its own signature; nothing where it is no JWT. */
function algorithmOf(accessToken: string): string {
  try {
    return decodeProtectedHeader(accessToken).alg ?? "";
  } catch {
    return "";
  }
}

async function judgeBy(
  { find }: FetchedKeys,
  accessToken: string,
  { issuer, audience, now }: OidcOptions,
): Promise<Verdict | "no key fits"> {
  try {
    const { payload } = await jwtVerify(accessToken, find, {
      issuer,
      algorithms: ASYMMETRIC,
      clockTolerance: CLOCK_TOLERANCE_S,
      requiredClaims: ["sub", "exp"],
      currentDate: new Date(now()),
    });
    return isFor(audience, payload) ? verdictOn(payload) : invalid("aud");
  } catch (error) {
    if (error instanceof errors.JWTExpired) {
      return isFor(audience, error.payload) ? { refused: "token-expired" } : invalid("aud");
    }
    return refusalOf(error);
  }
}

/**
 * Whether a token is meant for this skill. Amazon Cognito's access tokens have no audience, but the client.
 * Source: Amazon Verified Permissions user guide, client and audience validation for Amazon Cognito.
 */
function isFor(audience: string, { aud, client_id }: JWTPayload): boolean {
  return [aud ?? client_id].flat().includes(audience);
}

function verdictOn({ sub, exp }: JWTPayload): Verdict {
  if (typeof sub !== "string" || sub === "" || exp === undefined) return invalid("sub");
  return { userId: sub, expiresAt: (exp + CLOCK_TOLERANCE_S) * 1000 };
}

function invalid(detail: string): Verdict {
  return { refused: "token-invalid", detail };
}

/** What the library's errors say of a token. Their messages go no further. */
function refusalOf(error: unknown): Verdict | "no key fits" {
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWSSignatureVerificationFailed) {
    return "no key fits";
  }
  if (error instanceof errors.JWTClaimValidationFailed) return invalid(error.claim);
  if (error instanceof errors.JWKSMultipleMatchingKeys) return invalid("kid");
  if (
    error instanceof errors.JWSInvalid ||
    error instanceof errors.JWTInvalid ||
    error instanceof errors.JOSENotSupported
  ) {
    return invalid("not a JWT");
  }
  // A key of the provider's that cannot be used says nothing of the token.
  throw new Failure("identity-unreachable", { detail: "its keys", cause: error });
}
