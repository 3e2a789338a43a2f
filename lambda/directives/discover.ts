import { discoveryEndpointOf } from "../../protocol/alexa/build-discovery-endpoint.ts";
import { discoverResponse } from "../../protocol/alexa/build-events.ts";
import { MAX_DISCOVERED_ENDPOINTS } from "../../protocol/alexa/limits.ts";
import type { DirectiveHandler } from "./handler.ts";
import { askingUser } from "./owner.ts";

/** Answers Discover with the user's cameras; Alexa takes 300, and the log says when there are more. */
export const discover: DirectiveHandler<"Alexa.Discovery.Discover"> = async (directive, dependencies, invocation) => {
  const userId = await askingUser(directive.payload.scope.token, dependencies, invocation);
  const cameras = await dependencies.registry.camerasOf(userId);
  invocation.ledger.reached("registry");
  if (cameras.length > MAX_DISCOVERED_ENDPOINTS) {
    dependencies.log.warn("a user has more cameras than Alexa takes, so the last ones stay undiscovered", {
      cameras: cameras.length,
      discovered: MAX_DISCOVERED_ENDPOINTS,
    });
  }
  return discoverResponse({
    messageId: dependencies.messageId(),
    correlationToken: directive.header.correlationToken,
    endpoints: cameras
      .slice(0, MAX_DISCOVERED_ENDPOINTS)
      .map((camera) => discoveryEndpointOf(camera, dependencies.announced)),
  });
};
