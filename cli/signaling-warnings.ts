import { unknownActions } from "../rehearsal/signaling-service/access/unknown-actions.ts";
import type { AccessKey, BehaviourScope, SignalingService } from "../rehearsal/signaling-service/index.ts";

/** What keeps a service that has started from doing what its owner probably wants, a line each. */
export function warningsOf(
  service: SignalingService,
  { accessKeys, scopes }: { readonly accessKeys: readonly AccessKey[]; readonly scopes: readonly BehaviourScope[] },
): string[] {
  const channels = new Set(service.channelNames());
  const missing = new Set(scopes.flatMap(({ channelName }) => channelName ?? []).filter((name) => !channels.has(name)));
  return [
    ...(service.hostsLines().length > 0 && service.port !== 443
      ? [`Clients call AWS's host names at port 443: redirect it to ${service.port}.`]
      : []),
    ...[...missing].map((name) => `--behave: there is no channel "${name}" so far.`),
    ...unknownActions(accessKeys).map(
      ({ accessKeyId, action }) => `--access-keys: "${action}" of ${accessKeyId} matches no action of the service.`,
    ),
  ];
}
