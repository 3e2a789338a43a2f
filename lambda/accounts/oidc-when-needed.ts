import type { Accounts } from "./accounts.ts";
import type { OidcOptions } from "./oidc.ts";

/**
 * An OpenID Connect provider whose code is loaded with the first token: what verifies signatures would burden every
 * cold start of the skills that are linked with Login with Amazon.
 */
export function createOidcWhenNeeded(options: OidcOptions): Accounts {
  let loaded: Promise<Accounts> | undefined;

  async function load(): Promise<Accounts> {
    const { createOidc } = await import("./oidc.ts");
    return createOidc(options);
  }

  return {
    async userIdOf(accessToken, signal) {
      loaded ??= load();
      return (await loaded).userIdOf(accessToken, signal);
    },
  };
}
