import { randomBytes } from "node:crypto";
import * as z from "zod/mini";
import type { LoginWithAmazon } from "./login-with-amazon/index.ts";

/** Where Alexa receives the code; one of the redirect URLs that the developer console shows. */
const REDIRECT_URL = "https://pitangui.amazon.com/api/skill/link/REHEARSAL";

const tokensSchema = z.object({ access_token: z.string(), refresh_token: z.string(), expires_in: z.number() });

/** The tokens that Alexa keeps for a linked account; the access token goes into every directive. */
export interface LinkedAccount {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/**
 * Links an account as the Alexa app does: opens the authorize page, takes the code from the redirect, exchanges it.
 * Source: Alexa Skills Kit, "Configure an authorization code grant".
 * @throws {Error} that names the step which the provider refused.
 */
export async function linkAccount(provider: LoginWithAmazon): Promise<LinkedAccount> {
  const state = randomBytes(16).toString("hex");
  const code = await authorize(provider, state);
  return exchange(provider, { grant_type: "authorization_code", code, redirect_uri: REDIRECT_URL });
}

/**
 * Gets new tokens for a linked account, as Alexa does before the access token runs out.
 * @throws {Error} when the provider refuses, as it does once the user has taken back what they granted.
 */
export function refreshAccount(provider: LoginWithAmazon, account: LinkedAccount): Promise<LinkedAccount> {
  return exchange(provider, { grant_type: "refresh_token", refresh_token: account.refreshToken });
}

async function exchange(provider: LoginWithAmazon, request: Readonly<Record<string, string>>): Promise<LinkedAccount> {
  const response = await fetch(`${provider.url}/auth/o2/token`, {
    method: "POST",
    body: new URLSearchParams({
      ...request,
      client_id: provider.clientId,
      client_secret: provider.clientSecret,
    }),
  });
  if (!response.ok) throw new Error(`account linking: the token endpoint answered ${response.status}`);
  const tokens = z.parse(tokensSchema, await response.json());
  return { accessToken: tokens.access_token, refreshToken: tokens.refresh_token };
}

async function authorize(provider: LoginWithAmazon, state: string): Promise<string> {
  const page = new URL(`${provider.url}/ap/oa`);
  page.search = new URLSearchParams({
    client_id: provider.clientId,
    response_type: "code",
    scope: "profile:user_id",
    redirect_uri: REDIRECT_URL,
    state,
  }).toString();
  const response = await fetch(page, { redirect: "manual" });
  const location = response.headers.get("location");
  if (location === null) throw new Error(`account linking: the authorize page answered ${response.status}`);
  const answer = new URL(location).searchParams;
  const code = answer.get("code");
  if (code === null || answer.get("state") !== state) throw new Error("account linking: the redirect has no code");
  return code;
}
