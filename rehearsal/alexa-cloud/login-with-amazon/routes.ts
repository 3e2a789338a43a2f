import type { Context } from "hono";
import * as z from "zod/mini";
import type { Accounts, IssuedTokens } from "./accounts.ts";

interface Client {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly userId: string;
}

const authorizeSchema = z.object({
  client_id: z.string(),
  response_type: z.literal("code"),
  redirect_uri: z.url(),
  scope: z.string(),
  state: z.optional(z.string()),
});

/** The authorize page. The stand-in's one user is signed in and agrees at once. */
export function authorize(context: Context, accounts: Accounts, client: Client): Response {
  const request = z.safeParse(authorizeSchema, context.req.query()).data;
  if (!request || request.client_id !== client.clientId) return context.json(oauthError("invalid_request"), 400);
  const redirect = new URL(request.redirect_uri);
  redirect.searchParams.set(
    "code",
    accounts.issueCode({ userId: client.userId, clientId: client.clientId, redirectUri: request.redirect_uri }),
  );
  if (request.state !== undefined) redirect.searchParams.set("state", request.state);
  return context.redirect(redirect.href, 302);
}

const tokenRequestSchema = z.discriminatedUnion("grant_type", [
  z.object({
    grant_type: z.literal("authorization_code"),
    code: z.string(),
    redirect_uri: z.string(),
    client_id: z.string(),
    client_secret: z.string(),
  }),
  z.object({
    grant_type: z.literal("refresh_token"),
    refresh_token: z.string(),
    client_id: z.string(),
    client_secret: z.string(),
  }),
]);

/** Exchanges a code or a refresh token for tokens. */
export async function exchangeToken(context: Context, accounts: Accounts, client: Client): Promise<Response> {
  const request = z.safeParse(tokenRequestSchema, await context.req.parseBody()).data;
  if (!request) return context.json(oauthError("invalid_request"), 400);
  if (request.client_id !== client.clientId || request.client_secret !== client.clientSecret) {
    return context.json(oauthError("invalid_client"), 401);
  }
  const tokens: IssuedTokens | undefined =
    request.grant_type === "authorization_code"
      ? accounts.redeemCode(request.code, request.client_id, request.redirect_uri)
      : accounts.refresh(request.refresh_token, request.client_id);
  return tokens ? context.json(tokens) : context.json(oauthError("invalid_grant"), 400);
}

/** Says whose an access token is, which application it was issued to, and how long it lives. */
export function tokenInfo(context: Context, accounts: Accounts): Response {
  const owner = accounts.lookUp(context.req.query("access_token") ?? "");
  if (typeof owner === "string") return context.json(invalidToken(owner), 400);
  return context.json({
    iss: "https://www.amazon.com",
    aud: owner.clientId,
    app_id: owner.clientId,
    user_id: owner.userId,
    exp: owner.secondsLeft,
  });
}

/** Gives the profile of an access token's owner. */
export function profile(context: Context, accounts: Accounts): Response {
  const token = context.req.header("authorization")?.replace(/^bearer /i, "") ?? "";
  const owner = accounts.lookUp(token);
  if (typeof owner === "string") return context.json(invalidToken(owner), 400);
  return context.json({ user_id: owner.userId });
}

/**
 * Amazon documents one `invalid_token` for every token that is no use, and nothing that tells one which has run out from
 * one it never issued. That its description says so is not verified.
 */
function invalidToken(reason: "expired" | "unknown") {
  return reason === "expired"
    ? oauthError("invalid_token", "The access token has expired.")
    : oauthError("invalid_token");
}

function oauthError(error: string, description = "The request was refused.") {
  return { error, error_description: description };
}
