import type { Config } from "../config.ts";
import type { Connections } from "../connections.ts";
import { getJson } from "../http-get.ts";
import type { Accounts } from "./accounts.ts";
import { createLoginWithAmazon } from "./login-with-amazon.ts";
import { createOidcWhenNeeded } from "./oidc-when-needed.ts";

/** Makes the accounts that the settings name. */
export function configuredAccounts(config: Config, connections: Connections, now: () => number): Accounts {
  const get = (url: URL, signal: AbortSignal) => getJson(url, { connections, signal });
  // The settings demand what each of the two needs.
  return config.ACCOUNT_LINKING === "lwa"
    ? createLoginWithAmazon({ clientId: config.LWA_CLIENT_ID ?? "", apiUrl: config.LWA_API_URL, get, now })
    : createOidcWhenNeeded({ issuer: config.OIDC_ISSUER ?? "", audience: config.OIDC_AUDIENCE ?? "", get, now });
}
