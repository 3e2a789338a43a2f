import type { Server } from "node:http";
import { createAdaptorServer, type HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { epochNow } from "../../../camera/clock.ts";
import { closeServer, listenOnLoopback } from "../../listen.ts";
import { isForeign } from "../../loopback.ts";
import { misbehave, type ProviderBehaviour } from "../../provider-behaviour.ts";
import { type Accounts, createAccounts, type TokenOwner } from "./accounts.ts";
import { type LoginExchange, tellExchanges } from "./exchanges.ts";
import { authorize, profile, tokenInfo } from "./routes.ts";
import { type Client, exchangeToken, type TokenCall } from "./token-endpoint.ts";

export type { ProviderBehaviour as LoginBehaviour } from "../../provider-behaviour.ts";
export type { TokenOwner } from "./accounts.ts";
export type { LoginExchange } from "./exchanges.ts";
export type { Client, TokenCall } from "./token-endpoint.ts";

const AUTHORIZE = "/ap/oa";
/** The calls that a linked skill and Alexa make; the authorize page is the owner's. */
const endpoints = { token: "/auth/o2/token", tokenInfo: "/auth/o2/tokeninfo", profile: "/user/profile" } as const;
/** One of the endpoints that a skill or Alexa calls. */
export type LoginEndpoint = keyof typeof endpoints;

/** Whom the provider knows. */
export interface LoginWithAmazonOptions {
  /** The client that the skill is linked with. */
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** Who is signed in, when a browser comes to the authorize page. */
  readonly userId?: string;
  readonly port?: number;
  readonly now?: () => number;
  /** Told of each call to the token, tokeninfo and profile endpoints. */
  readonly onExchange?: (exchange: LoginExchange) => void;
}

/** A running provider. */
export interface LoginWithAmazon {
  /** Stands for https://api.amazon.com and for https://www.amazon.com. */
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The client of "Alexa Skill Messaging", which Alexa's grants are exchanged with. */
  readonly eventsClient: Client;
  /** Who is signed in. */
  readonly userId: string;
  /** Gives an access token out of hand, for a test's user. */
  issueToken(grant: { userId: string; clientId?: string; expiresInSeconds?: number }): string;
  /** Gives the tokens of a linked account out of hand, for a user whom the authorize page does not know. */
  issueAccount(userId: string): { readonly accessToken: string; readonly refreshToken: string };
  /** Gives the code of an AcceptGrant: the events' client redeems it once, within five minutes, without a redirect. */
  issueGrantCode(userId: string): string;
  /** Whose an access token is, and the client it was issued to; or why it is no use. */
  lookUp(accessToken: string): TokenOwner | "expired" | "unknown";
  /**
   * Takes back what a user has granted, or granted to one client: refreshing is an `invalid_grant` from now on, and
   * the tokens are refused.
   */
  revoke(userId: string, clientId?: string): void;
  /** Whether each refresh gives a new refresh token, after which the old one is no use. Off at first. */
  rotateRefreshTokens(on: boolean): void;
  /** The latest thousand calls of the token endpoint that were answered as it should, in their order. */
  tokenCalls(): readonly TokenCall[];
  /** How calls are treated from now on; with an endpoint those of that one alone, the others as they were. */
  behave(behaviour: ProviderBehaviour, endpoint?: LoginEndpoint): void;
  stop(): Promise<void>;
}

/** The application ids, client secrets and user ids have Amazon's form and belong to nobody. */
const defaults = {
  clientId: "amzn1.application-oa2-client.0123456789abcdef0123456789abcdef",
  clientSecret: "amzn1.oa2-cs.v1.rehearsal",
  userId: "amzn1.account.AF2M0KC94RCEA",
  eventsClient: {
    clientId: "amzn1.application-oa2-client.fedcba9876543210fedcba9876543210",
    clientSecret: "amzn1.oa2-cs.v1.rehearsal-events",
  },
};
const KEPT_TOKEN_CALLS = 1_000;

/**
 * Starts a stand-in for Login with Amazon on loopback: authorize page, token, tokeninfo and profile.
 * Source: Login with Amazon developer guide, authorization code grant and access tokens; Alexa Skills Kit, "Authenticate
 * a Customer to Alexa with Permissions".
 */
export async function startLoginWithAmazon(options: LoginWithAmazonOptions = {}): Promise<LoginWithAmazon> {
  const { clientId = defaults.clientId, clientSecret = defaults.clientSecret, userId = defaults.userId } = options;
  const { eventsClient } = defaults;
  const accounts = createAccounts(options.now ?? Date.now);
  const behaviours = new Map<string, ProviderBehaviour>();
  const tokenCalls: TokenCall[] = [];
  let rotates = false;
  const app = createApp(
    {
      accounts,
      userId,
      clients: [{ clientId, clientSecret }, eventsClient],
      rotates: () => rotates,
      onCall(call) {
        tokenCalls.push(call);
        if (tokenCalls.length > KEPT_TOKEN_CALLS) tokenCalls.shift();
      },
      behaviourOf: (path) => behaviours.get(path) ?? "ok",
    },
    options,
  );
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  const port = await listenOnLoopback(server, options.port);
  return {
    url: `http://127.0.0.1:${port}`,
    clientId,
    clientSecret,
    eventsClient,
    userId,
    issueAccount(userId) {
      const { access_token, refresh_token } = accounts.issueTokens({ userId, clientId });
      return { accessToken: access_token, refreshToken: refresh_token };
    },
    issueToken: (grant) =>
      accounts.issueTokens({ userId: grant.userId, clientId: grant.clientId ?? clientId }, grant.expiresInSeconds)
        .access_token,
    issueGrantCode: (grantor) => accounts.issueCode({ userId: grantor, clientId: eventsClient.clientId }),
    lookUp: accounts.lookUp,
    revoke: accounts.revoke,
    rotateRefreshTokens(on) {
      rotates = on;
    },
    tokenCalls: () => [...tokenCalls],
    behave(behaviour, endpoint) {
      const paths = endpoint === undefined ? [AUTHORIZE, ...Object.values(endpoints)] : [endpoints[endpoint]];
      for (const path of paths) behaviours.set(path, behaviour);
    },
    stop: () => closeServer(server),
  };
}

interface AppOptions {
  readonly accounts: Accounts;
  readonly userId: string;
  /** The skill's own first. */
  readonly clients: readonly [Client, ...Client[]];
  readonly rotates: () => boolean;
  readonly onCall: (call: TokenCall) => void;
  readonly behaviourOf: (path: string) => ProviderBehaviour;
}

function createApp(provider: AppOptions, { onExchange, now = epochNow }: LoginWithAmazonOptions) {
  const { accounts, clients, userId } = provider;
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.onError((_, context) => context.text("", 500));
  app.use(async (context, next) => {
    if (isForeign(context.req.header("host"), context.req.header("origin")))
      return context.text("foreign request", 403);
    return next();
  });
  if (onExchange) for (const path of Object.values(endpoints)) app.use(path, tellExchanges(onExchange, now));
  app.use(misbehave(provider.behaviourOf));
  app.get(AUTHORIZE, (context) => authorize(context, accounts, clients[0].clientId, userId));
  app.post(endpoints.token, (context) => exchangeToken(context, provider));
  app.get(endpoints.tokenInfo, (context) => tokenInfo(context, accounts));
  app.get(endpoints.profile, (context) => profile(context, accounts));
  return app;
}
