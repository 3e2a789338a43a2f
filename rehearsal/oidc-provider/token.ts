import { createSecretKey } from "node:crypto";
import { SignJWT } from "jose";
import { createKeyPair, type SigningAlgorithm, type SigningKey, type SigningKeys } from "./signing-keys.ts";

/** What a token is to be like; whatever is left out is as it should be. */
export interface TokenOptions {
  readonly userId?: string;
  /** By default ES256. HS256 takes the published key as its secret, and `none` is no signature: attacks, both. */
  readonly algorithm?: SigningAlgorithm | "HS256" | "none";
  /** By default an hour. */
  readonly expiresInSeconds?: number;
  /** Claims beside or in place of the usual ones; one that is undefined is left out. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** The same for the header. */
  readonly header?: Readonly<Record<string, unknown>>;
  /** Whether it is signed by a key that the provider never had. */
  readonly forged?: boolean;
}

/** Who issues tokens, and for whom. */
export interface Issuer {
  readonly issuer: string;
  readonly audience: string;
  readonly userId: string;
  readonly keys: SigningKeys;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Issues an access token. Source: RFC 9068 section 2. */
export async function issueToken(issuer: Issuer, options: TokenOptions): Promise<string> {
  const { algorithm = "ES256", expiresInSeconds = 3600 } = options;
  const issuedAt = Math.floor(issuer.now() / 1000);
  const claims = {
    iss: issuer.issuer,
    aud: issuer.audience,
    sub: options.userId ?? issuer.userId,
    iat: issuedAt,
    exp: issuedAt + expiresInSeconds,
    ...options.claims,
  };
  const key = await issuer.keys.of(algorithm === "HS256" || algorithm === "none" ? "ES256" : algorithm);
  const header = { alg: algorithm, typ: "at+jwt", kid: key.kid, ...options.header };
  if (algorithm === "none") return `${encode(header)}.${encode(claims)}.`;
  return new SignJWT(claims).setProtectedHeader(header).sign(await signerOf(key, options));
}

async function signerOf(key: SigningKey, { algorithm, forged }: TokenOptions) {
  if (algorithm === "HS256") return createSecretKey(Buffer.from(JSON.stringify(key.publicJwk)));
  return forged ? (await createKeyPair(key.algorithm)).privateKey : key.privateKey;
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}
