import type { Context } from "hono";
import * as z from "zod/mini";
import type { DeveloperAccess, IssuedTokens } from "./access.ts";

const nonEmpty = z.string().check(z.minLength(1));
// ask-cli's own client, or the one that ASK_LWA_CLIENT_ID names: which it is does not matter here.
const client = { client_id: nonEmpty, client_secret: nonEmpty };

const requestSchema = z.discriminatedUnion("grant_type", [
  z.object({ grant_type: z.literal("refresh_token"), refresh_token: z.string(), ...client }),
  z.object({ grant_type: z.literal("authorization_code"), code: z.string(), redirect_uri: z.string(), ...client }),
]);
const anyGrantSchema = z.object({ grant_type: z.string(), ...client });

const authorizeSchema = z.object({
  response_type: z.literal("code"),
  client_id: nonEmpty,
  redirect_uri: z.url({ protocol: /^https?$/ }),
  scope: nonEmpty,
  state: nonEmpty,
});

/**
 * The authorize page, for a browser in which the developer is signed in already and has agreed: it sends the browser
 * back with a code.
 * Source: Login with Amazon developer guide, authorization code grant. Not verified: what Amazon shows for a request
 * that it does not take.
 */
export function signIn(context: Context, access: DeveloperAccess): Response {
  const request = z.safeParse(authorizeSchema, context.req.query()).data;
  if (request === undefined) return context.text("We're sorry! The request cannot be taken.", 400);
  const { client_id: clientId, redirect_uri: redirectUri, state } = request;
  const back = new URL(redirectUri);
  back.searchParams.set("code", access.issueCode({ clientId, redirectUri }));
  back.searchParams.set("scope", request.scope);
  back.searchParams.set("state", state);
  return context.redirect(back.href, 302);
}

/**
 * Exchanges the developer's refresh token, or the code of the authorize page, for an access token; form-encoded or as
 * ask-cli's JSON.
 * Source: Login with Amazon developer guide, authorization code grant and refresh tokens; RFC 6749 section 5.2 for the
 * refusals.
 */
export async function exchangeTokens(context: Context, access: DeveloperAccess): Promise<Response> {
  const { req } = context;
  const isJson = /^application\/json\b/i.test(req.header("content-type") ?? "");
  const body: unknown = await (isJson ? req.json() : req.parseBody()).catch(() => undefined);
  const refuse = (error: string) => context.json({ error, error_description: "The request was refused." }, 400);
  const request = z.safeParse(requestSchema, body).data;
  if (request === undefined) {
    const { grant_type: grant } = z.safeParse(anyGrantSchema, body).data ?? {};
    const isKnown = grant === undefined || grant === "refresh_token" || grant === "authorization_code";
    return refuse(isKnown ? "invalid_request" : "unsupported_grant_type");
  }
  const issued = issue(request, access);
  if (issued === undefined) return refuse("invalid_grant");
  const { accessToken, refreshToken, expiresIn } = issued;
  return context.json(
    {
      access_token: accessToken,
      refresh_token: refreshToken,
      token_type: "bearer",
      expires_in: expiresIn,
    },
    200,
    { "cache-control": "no-store" },
  );
}

function issue(request: z.infer<typeof requestSchema>, access: DeveloperAccess): IssuedTokens | undefined {
  if (request.grant_type === "refresh_token") return access.refresh(request.refresh_token);
  const { code, client_id: clientId, redirect_uri: redirectUri } = request;
  return access.redeemCode(code, { clientId, redirectUri });
}
