import type { Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { epochNow } from "../../../camera/clock.ts";
import { closeServer, listenOnLoopback } from "../../listen.ts";
import { isForeign } from "../../loopback.ts";
import { type Accounts, createAccounts } from "./accounts.ts";
import { type LoginExchange, tellExchanges } from "./exchanges.ts";
import { authorize, exchangeToken, profile, tokenInfo } from "./routes.ts";

export type { LoginExchange } from "./exchanges.ts";

/** How the provider may be told to behave. */
export type LoginBehaviour = "ok" | "error" | "garbage" | "hang";

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
  /** Who is signed in. */
  readonly userId: string;
  /** Gives an access token out of hand, for a test's user. */
  issueToken(grant: { userId: string; clientId?: string; expiresInSeconds?: number }): string;
  behave(behaviour: LoginBehaviour): void;
  stop(): Promise<void>;
}

/** The application id, client secret and user ids have Amazon's form and belong to nobody. */
const defaults = {
  clientId: "amzn1.application-oa2-client.0123456789abcdef0123456789abcdef",
  clientSecret: "amzn1.oa2-cs.v1.rehearsal",
  userId: "amzn1.account.AF2M0KC94RCEA",
};

/**
 * Starts a stand-in for Login with Amazon on loopback: authorize page, token, tokeninfo and profile.
 * Source: Login with Amazon developer guide, authorization code grant and access tokens.
 */
export async function startLoginWithAmazon(options: LoginWithAmazonOptions = {}): Promise<LoginWithAmazon> {
  const { clientId = defaults.clientId, clientSecret = defaults.clientSecret, userId = defaults.userId } = options;
  const accounts = createAccounts(options.now ?? Date.now);
  let behaviour: LoginBehaviour = "ok";
  const app = createApp(accounts, { clientId, clientSecret, userId }, () => behaviour, options);
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  const port = await listenOnLoopback(server, options.port);
  return {
    url: `http://127.0.0.1:${port}`,
    clientId,
    clientSecret,
    userId,
    issueToken: (grant) =>
      accounts.issueTokens({ userId: grant.userId, clientId: grant.clientId ?? clientId }, grant.expiresInSeconds)
        .access_token,
    behave: (next) => {
      behaviour = next;
    },
    stop: () => closeServer(server),
  };
}

interface Client {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly userId: string;
}

/** The calls that a linked skill and Alexa make; the authorize page is the owner's. */
const toldPaths = ["/auth/o2/token", "/auth/o2/tokeninfo", "/user/profile"];

function createApp(
  accounts: Accounts,
  client: Client,
  behaviour: () => LoginBehaviour,
  { onExchange, now = epochNow }: LoginWithAmazonOptions,
): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    if (isForeign(context.req.header("host"), context.req.header("origin")))
      return context.text("foreign request", 403);
    return next();
  });
  if (onExchange) for (const path of toldPaths) app.use(path, tellExchanges(onExchange, now));
  app.use(async (context, next) => {
    const misbehaviour = await misbehave(behaviour(), context.req.raw.signal);
    return misbehaviour ?? next();
  });
  app.get("/ap/oa", (context) => authorize(context, accounts, client));
  app.post("/auth/o2/token", (context) => exchangeToken(context, accounts, client));
  app.get("/auth/o2/tokeninfo", (context) => tokenInfo(context, accounts));
  app.get("/user/profile", (context) => profile(context, accounts));
  return app;
}

async function misbehave(behaviour: LoginBehaviour, signal: AbortSignal): Promise<Response | undefined> {
  switch (behaviour) {
    case "ok":
      return undefined;
    case "error":
      return new Response("", { status: 503 });
    case "garbage":
      return new Response("<html>not what you asked for</html>", { status: 200 });
    case "hang":
      await aborted(signal);
      return undefined;
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
