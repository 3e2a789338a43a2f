import type { Connections } from "../connections.ts";
import { gatewayRegionOf } from "../event-gateway/regions.ts";
import { postForm } from "../http-post.ts";
import type { Log } from "../observability/log.ts";
import type { Secrets } from "../secrets.ts";
import type { Grants, SendingRights } from "../state/grants.ts";
import type { State } from "../state/store.ts";
import { grantKind } from "./grant.ts";
import { createGrants } from "./grants.ts";
import { createSendingRights } from "./sending-rights.ts";
import { createTokenEndpoint, eventsClientSchema, type TokenEndpoint } from "./token-endpoint.ts";

/** What grants stand on in a Lambda function. */
export interface GrantsConfiguration {
  readonly state: State;
  readonly secrets: Secrets;
  /** EVENTS_SECRET_ARN. */
  readonly secretArn: string;
  /** LWA_API_URL. */
  readonly apiUrl: string;
  readonly connections: Connections;
  readonly now: () => number;
}

/** Grants of the function that answers directives. `awsRegion` is the one that it runs in. */
export function createConfiguredGrants(options: GrantsConfiguration & { readonly awsRegion: string }): Grants {
  const { state, now, awsRegion } = options;
  const region = gatewayRegionOf(awsRegion);
  return createGrants({ store: state.store(grantKind), tokens: tokenEndpoint(options), region, now });
}

/** The rights of the function that sends events. */
export function createConfiguredSendingRights(
  options: GrantsConfiguration & { readonly log: Log; readonly newId: () => string },
): SendingRights {
  const { state, log, now, newId } = options;
  return createSendingRights({ store: state.store(grantKind), tokens: tokenEndpoint(options), log, now, newId });
}

function tokenEndpoint({ apiUrl, secrets, secretArn, connections, now }: GrantsConfiguration): TokenEndpoint {
  return createTokenEndpoint({
    apiUrl,
    client: (signal) => secrets.read(secretArn, eventsClientSchema, signal),
    post: (url, form, signal) => postForm(url, form, { connections, signal }),
    now,
  });
}
