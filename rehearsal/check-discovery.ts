import { canTalk } from "../protocol/alexa/can-talk.ts";
import type { DiscoveryEndpoint } from "../protocol/alexa/discovery-endpoint.ts";
import type { StateReport } from "../protocol/alexa/state-report.ts";
import type { Reply } from "./alexa-cloud/index.ts";
import type { VirtualCamera } from "./virtual-cameras.ts";

/**
 * Holds what Discover brought against the cameras that are there.
 * @throws {Error} that names the first difference.
 */
export function checkDiscovery(reply: Reply<DiscoveryEndpoint[]>, cameras: readonly VirtualCamera[]): void {
  if ("error" in reply) throw new Error(`the skill refused Discover: ${reply.error.type}: ${reply.error.message}`);
  for (const camera of cameras) checkEndpoint(reply.value, camera);
  const strangers = reply.value.filter((endpoint) => !cameras.some((camera) => camera.id === endpoint.endpointId));
  if (strangers[0]) throw new Error(`Discover brought an unknown camera: ${strangers[0].friendlyName}`);
}

/**
 * Holds what ReportState brought against a camera that has just started.
 * @throws {Error} that says what Alexa was told instead.
 */
export function checkHealth(reply: Reply<StateReport>, camera: VirtualCamera): void {
  if ("error" in reply) throw new Error(`the skill refused ReportState: ${reply.error.type}: ${reply.error.message}`);
  const [{ value: health }] = reply.value.context.properties;
  if (health.value !== "OK") throw new Error(`the skill reports ${camera.name} as ${health.value}`);
}

function checkEndpoint(endpoints: readonly DiscoveryEndpoint[], camera: VirtualCamera): void {
  const endpoint = endpoints.find((candidate) => candidate.endpointId === camera.id);
  if (!endpoint) throw new Error(`Discover did not bring ${camera.name}`);
  if (endpoint.friendlyName !== camera.name)
    throw new Error(`Discover calls ${camera.name} "${endpoint.friendlyName}"`);
  const isDoorbell = endpoint.displayCategories.includes("DOORBELL");
  if (isDoorbell !== (camera.kind === "doorbell")) throw new Error(`Discover has ${camera.name}'s category wrong`);
  if (canTalk(endpoint) !== camera.talk) throw new Error(`Discover has ${camera.name}'s two-way talk wrong`);
}
