import type { Context } from "hono";
import * as z from "zod/mini";
import type { Accounts, TokenOwner } from "./accounts.ts";
import { oauthError } from "./oauth-error.ts";

const authorizeSchema = z.object({
  client_id: z.string(),
  response_type: z.literal("code"),
  redirect_uri: z.url(),
  scope: z.string(),
  state: z.optional(z.string()),
});

/** The authorize page. The stand-in's one user is signed in and agrees at once. */
export function authorize(context: Context, accounts: Accounts, clientId: string, userId: string): Response {
  const request = z.safeParse(authorizeSchema, context.req.query()).data;
  if (!request || request.client_id !== clientId) return context.json(oauthError("invalid_request"), 400);
  const redirect = new URL(request.redirect_uri);
  redirect.searchParams.set("code", accounts.issueCode({ userId, clientId, redirectUri: request.redirect_uri }));
  if (request.state !== undefined) redirect.searchParams.set("state", request.state);
  return context.redirect(redirect.href, 302);
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

/**
 * Gives the profile of an access token's owner. The token comes in one of three places.
 * Source: Login with Amazon developer guide, "Obtain Customer Profile Information".
 */
export function profile(context: Context, accounts: Accounts): Response {
  const { req } = context;
  const bearer = req.header("authorization")?.match(/^bearer (.+)$/i)?.[1];
  const owner = accounts.lookUp(bearer ?? req.header("x-amz-access-token") ?? req.query("access_token") ?? "");
  if (typeof owner === "string") return context.json(invalidToken(owner), 400);
  return context.json({ user_id: owner.userId });
}

/**
 * Amazon documents one `invalid_token` for every token that is no use, and nothing that tells one which has run out from
 * one it never issued. That its description says so is not verified.
 */
function invalidToken(reason: Exclude<ReturnType<Accounts["lookUp"]>, TokenOwner>) {
  return reason === "expired"
    ? oauthError("invalid_token", "The access token has expired.")
    : oauthError("invalid_token");
}
