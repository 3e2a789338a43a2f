import type { Context } from "hono";
import * as z from "zod/mini";
import { equalInConstantTime } from "../../constant-time.ts";
import type { Accounts, Issued } from "./accounts.ts";
import { oauthError } from "./oauth-error.ts";

/** An application that is registered with Login with Amazon. */
export interface Client {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A call of the token endpoint, without its secrets. */
export interface TokenCall {
  /** What it asked for; undefined where that could not be read. */
  readonly grantType: "authorization_code" | "refresh_token" | undefined;
  readonly clientId: string | undefined;
  /** Whose tokens were issued. */
  readonly userId: string | undefined;
  /** `issued`, or the error it was refused with. */
  readonly outcome: "issued" | "invalid_request" | "invalid_client" | "invalid_grant";
}

/** What the token endpoint stands on. */
export interface TokenEndpointOptions {
  readonly accounts: Accounts;
  readonly clients: readonly Client[];
  readonly rotates: () => boolean;
  readonly onCall: (call: TokenCall) => void;
}

const client = { client_id: z.string(), client_secret: z.string() };
const requestSchema = z.discriminatedUnion("grant_type", [
  z.object({
    grant_type: z.literal("authorization_code"),
    code: z.string(),
    /** Only where the code came by the authorize page. */
    redirect_uri: z.optional(z.string()),
    ...client,
  }),
  z.object({ grant_type: z.literal("refresh_token"), refresh_token: z.string(), ...client }),
]);
type TokenRequest = z.infer<typeof requestSchema>;

const statuses = { invalid_request: 400, invalid_client: 401, invalid_grant: 400 } as const;

/**
 * Exchanges a code or a refresh token for tokens.
 * Source: Login with Amazon developer guide, authorization code grant: access token request.
 */
export async function exchangeToken(context: Context, options: TokenEndpointOptions): Promise<Response> {
  const request = z.safeParse(requestSchema, await bodyOf(context)).data;
  const answer = answerTo(request, options);
  const issued = typeof answer === "string" ? undefined : answer;
  options.onCall({
    grantType: request?.grant_type,
    clientId: request?.client_id,
    userId: issued?.userId,
    outcome: typeof answer === "string" ? answer : "issued",
  });
  return typeof answer === "string"
    ? context.json(oauthError(answer), statuses[answer])
    : context.json(answer.tokens, 200, { "cache-control": "no-store" });
}

/** Form-encoded as documented. Not verified: an Amazon sample sent JSON, and that worked. */
async function bodyOf({ req }: Context): Promise<unknown> {
  const isJson = /^application\/json\b/i.test(req.header("content-type") ?? "");
  return isJson ? req.json().catch(() => undefined) : req.parseBody().catch(() => undefined);
}

function answerTo(
  request: TokenRequest | undefined,
  { accounts, clients, rotates }: TokenEndpointOptions,
): Issued | keyof typeof statuses {
  if (request === undefined) return "invalid_request";
  const { client_id: clientId, client_secret: secret } = request;
  const known = clients.some((each) => each.clientId === clientId && equalInConstantTime(each.clientSecret, secret));
  if (!known) return "invalid_client";
  const issued =
    request.grant_type === "authorization_code"
      ? accounts.redeemCode(request.code, clientId, request.redirect_uri)
      : accounts.refresh(request.refresh_token, clientId, rotates());
  return issued ?? "invalid_grant";
}
