import { createLocalJWKSet, type JWTVerifyGetKey } from "jose";
import * as z from "zod/mini";
import { Failure } from "../failure.ts";
import type { JsonReply } from "../http-get.ts";
import { shareCalls } from "../share-calls.ts";

/** How long the provider's keys are used before they are fetched again, in milliseconds: a withdrawn one is not good for ever. */
const KEYS_KEPT_MS = 3_600_000;
/** How long keys that were just fetched are believed to be all there are, so that made-up tokens cannot flood the provider. */
const KEYS_FRESH_MS = 30_000;

const discoverySchema = z.object({ issuer: z.string(), jwks_uri: z.string() });
const keySetSchema = z.object({ keys: z.array(z.record(z.string(), z.unknown())) });

/** The keys that a provider signs its tokens with, at one time. */
export interface FetchedKeys {
  readonly find: JWTVerifyGetKey;
  /** Epoch milliseconds. */
  readonly fetchedAt: number;
}

/** A provider's keys. Both methods throw {Failure} identity-unreachable. */
export interface OidcKeys {
  /** The keys as they were fetched within the last hour. */
  current(signal: AbortSignal): Promise<FetchedKeys>;
  /** Newer keys than these, which did not serve; undefined where these are less than 30 s old. */
  newerThan(these: FetchedKeys, signal: AbortSignal): Promise<FetchedKeys | undefined>;
}

/** What the keys are fetched with. */
export interface OidcKeysOptions {
  /** The provider's issuer, exactly as its tokens have it in `iss`. */
  readonly issuer: string;
  readonly get: (url: URL, signal: AbortSignal) => Promise<JsonReply>;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/**
 * Fetches a provider's keys by its discovery document.
 * Source: OpenID Connect Discovery 1.0 section 4; RFC 7517 section 5.
 */
export function createOidcKeys({ issuer, get, now }: OidcKeysOptions): OidcKeys {
  let latest: FetchedKeys | undefined;
  const shared = shareCalls(async (_issuer, signal) => {
    const find = await fetchKeys(issuer, (url) => getDocument(url, get, signal));
    latest = { find, fetchedAt: now() };
    return latest;
  });
  const fetchAgain = (signal: AbortSignal) =>
    shared(issuer, signal).catch((thrown: unknown) => {
      throw thrown instanceof Failure ? thrown : new Failure("identity-unreachable", { cause: thrown });
    });

  return {
    async current(signal) {
      return latest !== undefined && now() - latest.fetchedAt < KEYS_KEPT_MS ? latest : fetchAgain(signal);
    },
    async newerThan(these, signal) {
      if (latest !== undefined && latest !== these) return latest;
      return now() - these.fetchedAt < KEYS_FRESH_MS ? undefined : fetchAgain(signal);
    },
  };
}

async function fetchKeys(issuer: string, document: (url: URL) => Promise<unknown>): Promise<JWTVerifyGetKey> {
  const discovery = z.safeParse(
    discoverySchema,
    await document(new URL(`${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`)),
  ).data;
  if (discovery === undefined) throw unusable("its discovery document");
  if (discovery.issuer !== issuer) throw unusable("its discovery document has another issuer than OIDC_ISSUER");
  const address = URL.canParse(discovery.jwks_uri) ? new URL(discovery.jwks_uri) : undefined;
  // Whoever can change what an http URL gives could sign for every user.
  if (address === undefined || address.protocol !== new URL(issuer).protocol) throw unusable("jwks_uri");
  const keySet = z.safeParse(keySetSchema, await document(address)).data;
  if (keySet === undefined) throw unusable("its keys");
  return createLocalJWKSet(keySet as Parameters<typeof createLocalJWKSet>[0]);
}

async function getDocument(url: URL, get: OidcKeysOptions["get"], signal: AbortSignal): Promise<unknown> {
  const { status, body } = await get(url, signal).catch((cause: unknown) => {
    throw new Failure("identity-unreachable", { cause });
  });
  if (status !== 200) throw new Failure("identity-unreachable", { detail: `HTTP ${status}` });
  return body;
}

function unusable(detail: string): Failure {
  return new Failure("identity-unreachable", { detail });
}
