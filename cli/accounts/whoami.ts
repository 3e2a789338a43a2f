import type { Accounts } from "../../lambda/accounts/accounts.ts";
import { createLoginWithAmazon } from "../../lambda/accounts/login-with-amazon.ts";
import { createOidcWhenNeeded } from "../../lambda/accounts/oidc-when-needed.ts";
import { createConnections } from "../../lambda/connections.ts";
import { Failure } from "../../lambda/failure.ts";
import { getJson } from "../../lambda/http-get.ts";
import { readControlAddress } from "../../rehearsal/control/address.ts";
import { readToken } from "../read-token.ts";
import type { Terminal } from "../terminal.ts";
import { WrongUsage } from "../wrong-usage.ts";

const AMAZON = "https://api.amazon.com";
const PATIENCE_MS = 10_000;

/** The flags of `camera-skill accounts whoami`. */
export interface WhoamiOptions {
  readonly tokenFile: string;
  readonly data: string;
  readonly clientId?: string;
  readonly issuer?: string;
  readonly audience?: string;
  readonly json?: boolean;
}

/** Who is asked: the account-linking provider, and what tokens it is to have issued. */
type Provider =
  | { readonly kind: "login-with-amazon"; readonly url: string; readonly clientId: string; readonly rehearsal: boolean }
  | { readonly kind: "oidc"; readonly issuer: string; readonly audience: string };

/**
 * `camera-skill accounts whoami`: prints the user id of an access token, which the skill's own code finds out.
 * @throws {Error} that says what to type next, and quotes nothing of the token.
 */
export async function whoami(options: WhoamiOptions, terminal: Terminal): Promise<void> {
  const provider = await providerOf(options);
  const token = await readToken(options.tokenFile);
  terminal.progress.show({ starting: `Asking ${describe(provider)}` });
  const userId = await ask(provider, token).finally(terminal.progress.clear);
  if (options.json) {
    terminal.print(JSON.stringify({ userId, provider }));
    return;
  }
  terminal.print(userId);
  terminal.tell(`says ${describe(provider)}. A camera is this user's when that id is among its owners.`);
}

/** Options go before the rehearsal, since who types them has another provider in mind. */
async function providerOf({ data, clientId, issuer, audience }: WhoamiOptions): Promise<Provider> {
  if (clientId !== undefined && (issuer ?? audience) !== undefined) {
    throw new WrongUsage(
      "--client-id is for Login with Amazon, --issuer and --audience are for another provider: give one",
    );
  }
  if (clientId !== undefined) return { kind: "login-with-amazon", url: AMAZON, clientId, rehearsal: false };
  if (issuer !== undefined && audience !== undefined) {
    if (!/^https?:\/\//.test(issuer) || !URL.canParse(issuer)) {
      throw new WrongUsage("--issuer is no URL: give it as the provider's tokens have it in iss");
    }
    return { kind: "oidc", issuer, audience };
  }
  if (issuer !== undefined)
    throw new WrongUsage("--issuer needs --audience: what its tokens for the skill have in aud");
  if (audience !== undefined) throw new WrongUsage("--audience needs --issuer: the provider's issuer, a URL");
  const login = (await readControlAddress(data))?.login;
  if (login === undefined) {
    throw new WrongUsage(
      "whose token is it? No rehearsal runs here, so add --client-id with the skill's client at Login with Amazon (amzn1.application-oa2-client.…), or --issuer and --audience of another provider",
    );
  }
  return { kind: "login-with-amazon", ...login, rehearsal: true };
}

async function ask(provider: Provider, token: string): Promise<string> {
  const connections = createConnections(Date.now);
  const signal = AbortSignal.timeout(PATIENCE_MS);
  try {
    return await accountsOf(provider, (url, signal) => getJson(url, { connections, signal })).userIdOf(token, signal);
  } catch (error) {
    throw error instanceof Failure ? new Error(explain(error, provider)) : error;
  } finally {
    connections.close();
  }
}

function accountsOf(provider: Provider, get: Parameters<typeof createLoginWithAmazon>[0]["get"]): Accounts {
  const common = { get, now: Date.now };
  return provider.kind === "oidc"
    ? createOidcWhenNeeded({ issuer: provider.issuer, audience: provider.audience, ...common })
    : createLoginWithAmazon({ clientId: provider.clientId, apiUrl: provider.url, ...common });
}

function describe(provider: Provider): string {
  if (provider.kind === "oidc") return provider.issuer;
  return provider.rehearsal ? `the rehearsal's Login with Amazon on ${provider.url}` : "Login with Amazon";
}

/** What came to nothing, and what to type or look at. */
function explain({ code, detail, message }: Failure, provider: Provider): string {
  const because = detail === undefined ? "" : ` (${detail})`;
  const who = describe(provider);
  switch (code) {
    case "token-expired":
      return `the token has run out${because}: get a new one, put it into the file and run this again`;
    case "token-invalid":
      return `${who} does not take this token for the skill${because}: ${expected(provider)}`;
    case "identity-unreachable":
      return `${who} did not answer, or with nothing that can be read${because}: check ${provider.kind === "oidc" ? "--issuer and the network" : "the network"}, then run this again`;
    default:
      return message;
  }
}

function expected(provider: Provider): string {
  if (provider.kind === "oidc") return "see that --issuer and --audience are what the token has in iss and aud";
  if (provider.rehearsal) return "the rehearsal knows its own tokens alone; for one of Amazon's add --client-id";
  return "see that it is a whole access token, and that --client-id is the client it was issued to";
}
