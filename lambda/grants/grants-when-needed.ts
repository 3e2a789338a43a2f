import type { Grants } from "../state/grants.ts";
import type { GrantsConfiguration } from "./configured.ts";

/** Grants, whose code is loaded with the first one: Alexa offers one when a user enables the skill, and no view does. */
export function createGrantsWhenNeeded(options: GrantsConfiguration & { readonly awsRegion: string }): Grants {
  let loaded: Promise<Grants> | undefined;

  function load(): Promise<Grants> {
    loaded ??= import("./configured.ts").then(({ createConfiguredGrants }) => createConfiguredGrants(options));
    return loaded;
  }

  return {
    accept: async (grant, signal) => (await load()).accept(grant, signal),
    forget: async (userId, before) => (await load()).forget(userId, before),
  };
}
