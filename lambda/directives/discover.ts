import { discoveryEndpointOf } from "../../protocol/alexa/build-discovery-endpoint.ts";
import { discoverResponse } from "../../protocol/alexa/build-events.ts";
import { MAX_DISCOVERED_ENDPOINTS } from "../../protocol/alexa/limits.ts";
import type { RegisteredCamera } from "../cameras/registry.ts";
import type { Log } from "../observability/log.ts";
import type { DirectiveHandler } from "./handler.ts";
import { askingUser } from "./owner.ts";

/** Answers Discover with the user's cameras; Alexa takes 300, and the log says when there are more. */
export const discover: DirectiveHandler<"Alexa.Discovery.Discover"> = async (directive, dependencies, invocation) => {
  const userId = await askingUser(directive.payload.scope.token, dependencies, invocation);
  const cameras = await dependencies.registry.camerasOf(userId);
  invocation.ledger.reached("registry");
  // The id is what has to stand among a camera's owners.
  if (cameras.length === 0) dependencies.log.warn("a user has no camera", { userId });
  const { snapshots, announced, log } = dependencies;
  const discovered = firstOf(cameras, log);
  const complete = (await snapshots?.complete(discovered, invocation.deadline.signal)) ?? discovered;
  return discoverResponse({
    messageId: dependencies.messageId(),
    correlationToken: directive.header.correlationToken,
    endpoints: complete.map((camera) => discoveryEndpointOf(camera, announced)),
  });
};

/** As many cameras as Alexa takes. Where there are more, the first by id: always the same, so that none comes and goes. */
function firstOf(cameras: readonly RegisteredCamera[], log: Log): readonly RegisteredCamera[] {
  if (cameras.length <= MAX_DISCOVERED_ENDPOINTS) return cameras;
  const byId = cameras.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  log.warn("a user has more cameras than Alexa takes, so the last ones by id stay undiscovered", {
    cameras: cameras.length,
    discovered: MAX_DISCOVERED_ENDPOINTS,
    firstUndiscovered: byId[MAX_DISCOVERED_ENDPOINTS]?.id,
  });
  return byId.slice(0, MAX_DISCOVERED_ENDPOINTS);
}
