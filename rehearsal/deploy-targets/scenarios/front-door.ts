import type { DiscoveryEndpoint } from "../../../protocol/alexa/discovery-endpoint.ts";
import type { RunningSkill } from "../account/account.ts";
import { manifestEndpoints } from "../deployed-manifest.ts";
import type { DeployedStack } from "../deployed-stack.ts";
import type { Developer } from "../developer.ts";
import { expect, theOne } from "../scenario.ts";
import type { Story } from "../story.ts";
import { outputOf } from "./deploy.ts";

const ID = "front-door";

/**
 * Runs a stack's functions in AWS's own runtime client, from the zip that was uploaded, for the skill whose manifest
 * names its function.
 */
export async function bringToLife({ amazon, doing }: Story, stack: DeployedStack): Promise<RunningSkill> {
  doing("the deployed functions start");
  const endpoint = outputOf(stack, "SkillEndpoint");
  const calling = amazon.smapi
    .skills()
    .filter(({ manifest }) => Object.values(manifestEndpoints(manifest)?.directives ?? {}).includes(endpoint));
  const { id } = theOne(calling, "skills that call the stack's function");
  return amazon.account.run(stack, amazon.artifacts.read, id);
}

/**
 * The developer registers the camera with the skill that was deployed from the workspace.
 * @param flags say which of its stacks.
 */
export async function registerFrontDoor(
  { amazon }: Story,
  developer: Developer,
  ...flags: readonly string[]
): Promise<void> {
  const what = ["--name", "Front Door", "--kind", "doorbell", "--talk", "--owner", amazon.login.userId];
  await developer.cameraSkill("cameras", "add", ID, ...what, ...flags);
}

/** Has Alexa discover the camera. */
export async function discoverFrontDoor({ doing }: Story, { household }: RunningSkill): Promise<DiscoveryEndpoint> {
  doing("Alexa discovers Front Door");
  await household.enable();
  const discovered = await household.alexa.discover();
  expect(!("error" in discovered), `the deployed skill refused Discover: ${JSON.stringify(discovered)}`);
  const camera = discovered.value.find(({ endpointId }) => endpointId === ID);
  expect(camera !== undefined, "the deployed skill does not bring Front Door");
  return camera;
}

/**
 * Has Alexa discover and view the camera.
 * @returns what was seen of it.
 */
export async function viewFrontDoor({ doing }: Story, skill: RunningSkill): Promise<string> {
  doing("Alexa views Front Door");
  const { ok, problem, timeline } = await skill.view(ID);
  expect(ok, `Front Door was not seen: ${problem}`);
  return `Front Door's first frame after ${Math.round(timeline.firstFrame ?? 0)} ms`;
}
