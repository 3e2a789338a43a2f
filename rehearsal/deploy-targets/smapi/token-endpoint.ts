import type { Context } from "hono";
import * as z from "zod/mini";
import type { DeveloperAccess } from "./access.ts";

const requestSchema = z.object({
  grant_type: z.string(),
  refresh_token: z.string(),
  // ask-cli's own client, or the one that ASK_LWA_CLIENT_ID names: which it is does not matter here.
  client_id: z.string().check(z.minLength(1)),
  client_secret: z.string().check(z.minLength(1)),
});

/**
 * Exchanges the developer's refresh token for an access token, form-encoded or as ask-cli's JSON.
 * Source: Login with Amazon developer guide, refresh tokens; RFC 6749 section 5.2 for the refusals.
 */
export async function exchangeRefreshToken(context: Context, access: DeveloperAccess): Promise<Response> {
  const { req } = context;
  const isJson = /^application\/json\b/i.test(req.header("content-type") ?? "");
  const body: unknown = await (isJson ? req.json() : req.parseBody()).catch(() => undefined);
  const refuse = (error: string) => context.json({ error, error_description: "The request was refused." }, 400);
  const request = z.safeParse(requestSchema, body).data;
  if (request === undefined) return refuse("invalid_request");
  if (request.grant_type !== "refresh_token") return refuse("unsupported_grant_type");
  const issued = access.refresh(request.refresh_token);
  if (issued === undefined) return refuse("invalid_grant");
  const { accessToken, expiresIn } = issued;
  return context.json(
    {
      access_token: accessToken,
      refresh_token: request.refresh_token,
      token_type: "bearer",
      expires_in: expiresIn,
    },
    200,
    { "cache-control": "no-store" },
  );
}
