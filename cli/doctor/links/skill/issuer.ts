import * as z from "zod/mini";
import { Broken } from "../../link.ts";
import type { Patient } from "../../patient.ts";
import type { AccountLinking } from "../../reads/skill.ts";
import { readStack } from "../../reads/stack.ts";
import { deployParameter } from "../../remedies/write-parameter.ts";

const LIMIT_MS = 5_000;

const discoverySchema = z.object({
  issuer: z.string(),
  authorization_endpoint: z.string(),
  token_endpoint: z.string(),
});

/**
 * Holds account linking against what an OpenID Connect provider says of itself. From here it may be unreachable, and a
 * provider may have several endpoints: that is worth knowing, and no more.
 * @returns notes.
 * @throws {Broken} `oidc-issuer-wrong`. Source: OpenID Connect Discovery 1.0, section 4.
 */
export async function compareWithIssuer(
  patient: Patient,
  { authorizationUrl, accessTokenUrl }: AccountLinking,
): Promise<readonly string[]> {
  const { signal } = patient;
  const { parameters } = await patient.read(readStack);
  const issuer = parameters.OidcIssuer ?? "";
  const url = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  const told = await discover(url, signal);
  if (typeof told === "string") return [told];
  if (told.issuer !== issuer) {
    throw new Broken({
      breakage: "oidc-issuer-wrong",
      code: "identity-unreachable",
      sentence: `The provider calls itself ${told.issuer}, and OidcIssuer is ${issuer}: the skill does not take its keys.`,
      remedy: await deployParameter(patient, "OidcIssuer", told.issuer),
    });
  }
  const endpoints = [
    ["authorization endpoint", told.authorization_endpoint, authorizationUrl],
    ["token endpoint", told.token_endpoint, accessTokenUrl],
  ] as const;
  return endpoints
    .filter(([, ofProvider, ofAlexa]) => !sameEndpoint(ofProvider, ofAlexa))
    .map(([what, ofProvider]) => `The provider's ${what} is ${ofProvider}, and Alexa uses another.`);
}

/** What the provider says of itself; or a sentence. */
async function discover(url: string, signal: AbortSignal): Promise<z.infer<typeof discoverySchema> | string> {
  try {
    const reply = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(LIMIT_MS)]) });
    if (!reply.ok) return `The provider's ${url} answers HTTP ${reply.status} here.`;
    return z.parse(discoverySchema, await reply.json());
  } catch {
    signal.throwIfAborted();
    return `The provider's ${url} cannot be read from here.`;
  }
}

/** A URL in account linking may have parameters besides. */
function sameEndpoint(told: string, linked = ""): boolean {
  return URL.canParse(linked) && URL.canParse(told) && bare(linked) === bare(told);
}

function bare(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname.replace(/\/$/, "")}`;
}
