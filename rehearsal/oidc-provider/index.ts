import type { Server } from "node:http";
import { createAdaptorServer, type HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { closeServer, listenOnLoopback } from "../listen.ts";
import { isForeign } from "../loopback.ts";
import { misbehave, type ProviderBehaviour } from "../provider-behaviour.ts";
import { createSigningKeys, type Rotation } from "./signing-keys.ts";
import { issueToken, type TokenOptions } from "./token.ts";

export type { Rotation } from "./signing-keys.ts";
export type { TokenOptions } from "./token.ts";

/** What a skill asks the provider for. */
export type OidcEndpoint = "discovery" | "keys";

/** How the provider is set up. */
export interface OidcProviderOptions {
  /** What stands behind the host in the issuer; many providers have a `/` there, others a tenant. */
  readonly path?: string;
  readonly port?: number;
  /** Epoch milliseconds. */
  readonly now?: () => number;
}

/** A running OpenID Connect provider. */
export interface OidcProvider {
  readonly issuer: string;
  /** What its tokens for the skill have in `aud`. */
  readonly audience: string;
  /** Whose tokens it issues unless it is told otherwise. */
  readonly userId: string;
  /** Gives an access token, right or wrong. */
  issueToken(options?: TokenOptions): Promise<string>;
  /** Signs with new keys from now on. */
  rotateKeys(rotation?: Rotation): Promise<void>;
  /** How often each was asked for, whatever came of it. */
  calls(): Readonly<Record<OidcEndpoint, number>>;
  /** How calls are treated from now on; with an endpoint those of that one alone. */
  behave(behaviour: ProviderBehaviour, endpoint?: OidcEndpoint): void;
  stop(): Promise<void>;
}

/**
 * Starts a stand-in for an OpenID Connect provider on loopback: its discovery document, its keys, and tokens out of hand.
 * Source: OpenID Connect Discovery 1.0 sections 3 and 4.
 */
export async function startOidcProvider(options: OidcProviderOptions = {}): Promise<OidcProvider> {
  const { path = "", port, now = Date.now } = options;
  const keys = await createSigningKeys();
  const base = path.replace(/\/$/, "");
  const paths = { discovery: `${base}/.well-known/openid-configuration`, keys: `${base}/keys` };
  const behaviours: Record<string, ProviderBehaviour> = {};
  const calls = { discovery: 0, keys: 0 };

  const app = new Hono<{ Bindings: HttpBindings }>();
  app.onError((_, context) => context.text("", 500));
  app.use(async ({ req, text }, next) =>
    isForeign(req.header("host"), req.header("origin")) ? text("foreign request", 403) : next(),
  );
  app.use(async ({ req }, next) => {
    for (const endpoint of ["discovery", "keys"] as const) if (req.path === paths[endpoint]) calls[endpoint] += 1;
    await next();
  });
  app.use(misbehave((asked) => behaviours[asked] ?? "ok"));
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  const url = `http://127.0.0.1:${await listenOnLoopback(server, port)}`;
  const issuer = { issuer: url + path, audience: "camera-skill", userId: "user-4f1c2a", keys, now };

  app.get(paths.discovery, (context) =>
    context.json({
      issuer: issuer.issuer,
      authorization_endpoint: `${url}${base}/authorize`,
      token_endpoint: `${url}${base}/token`,
      jwks_uri: url + paths.keys,
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["ES256", "RS256"],
    }),
  );
  app.get(paths.keys, (context) => context.json(keys.published()));
  return {
    issuer: issuer.issuer,
    audience: issuer.audience,
    userId: issuer.userId,
    issueToken: (token = {}) => issueToken(issuer, token),
    rotateKeys: (rotation = {}) => keys.rotate(rotation),
    calls: () => ({ ...calls }),
    behave(behaviour, endpoint) {
      for (const each of endpoint === undefined ? (["discovery", "keys"] as const) : [endpoint]) {
        behaviours[paths[each]] = behaviour;
      }
    },
    stop: () => closeServer(server),
  };
}
