import { type CryptoKey, exportJWK, generateKeyPair, type JWK } from "jose";

/** The algorithms that a provider of the stand-in signs with. */
export type SigningAlgorithm = "ES256" | "RS256" | "PS256" | "EdDSA";

/** A key pair, of which the public half is published. */
export interface SigningKey {
  readonly kid: string;
  readonly algorithm: SigningAlgorithm;
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

/** How a provider goes over to new keys. */
export interface Rotation {
  /** Whether the old ones stay published, for tokens that are about; true by default. */
  readonly keepOld?: boolean;
  /** What the new key is called; by default something new. */
  readonly kid?: string;
}

/** The keys of a provider. */
export interface SigningKeys {
  /** The newest of an algorithm, made and published where there is none yet. */
  of(algorithm: SigningAlgorithm): Promise<SigningKey>;
  /** A JSON Web Key Set. Source: RFC 7517 section 5. */
  published(): { readonly keys: readonly JWK[] };
  rotate(rotation: Rotation): Promise<void>;
}

/** Makes a provider's keys, with one of ES256 to begin with. */
export async function createSigningKeys(): Promise<SigningKeys> {
  let signing = new Map<SigningAlgorithm, SigningKey>();
  let published: SigningKey[] = [];
  let made = 0;

  async function make(algorithm: SigningAlgorithm, kid = `key-${++made}`): Promise<SigningKey> {
    const { privateKey, publicKey } = await createKeyPair(algorithm);
    const publicJwk = { ...(await exportJWK(publicKey)), kid, alg: algorithm, use: "sig" };
    const key = { kid, algorithm, privateKey, publicJwk };
    signing.set(algorithm, key);
    published.push(key);
    return key;
  }

  await make("ES256");
  return {
    of: async (algorithm) => signing.get(algorithm) ?? make(algorithm),
    published: () => ({ keys: published.map(({ publicJwk }) => publicJwk) }),
    async rotate({ keepOld = true, kid }) {
      signing = new Map();
      if (!keepOld) published = [];
      await make("ES256", kid);
    },
  };
}

/** A key pair that nobody publishes. */
export function createKeyPair(algorithm: SigningAlgorithm) {
  return generateKeyPair(algorithm, { extractable: true });
}
