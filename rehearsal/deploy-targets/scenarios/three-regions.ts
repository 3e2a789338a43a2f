import { ASK_RESOURCES, alexaRegions, changeProfile, withAllRegions } from "../ask-cli/ask-resources.ts";
import { manifestEndpoints } from "../deployed-manifest.ts";
import { expect, type Scenario, theOne } from "../scenario.ts";
import type { Story } from "../story.ts";
import { deploy, deployedBy, outputOf } from "./deploy.ts";
import { bringToLife, registerFrontDoor, viewFrontDoor } from "./front-door.ts";

/** The developer's users are in North America, Europe and the Far East. */
export const threeRegions: Scenario<Story> = {
  name: "three-regions",
  title: "A deploy to Alexa's three regions",
  channelsIn: alexaRegions.EU,
  async run(story) {
    const { cloudFormation, smapi } = story.amazon;
    const developer = await story.desk("developer");
    await developer.workspace.change(ASK_RESOURCES, (text) => changeProfile(text, withAllRegions));
    await deploy(story, developer);
    // The second time North America's stack has to be found again by the notes of two regions.
    await deploy(story, developer);

    expect(cloudFormation.stacks().length === 3, `there are ${cloudFormation.stacks().length} stacks`);
    const named = manifestEndpoints(theOne(smapi.skills(), "skills").manifest);
    for (const [alexaRegion, awsRegion] of Object.entries(alexaRegions)) {
      const { stack } = await deployedBy(story, developer, { alexaRegion });
      expect(stack.region === awsRegion, `the stack of ${alexaRegion} is in ${stack.region}`);
      const endpoint = outputOf(stack, "SkillEndpoint");
      expect(named?.directives[alexaRegion] === endpoint, `${alexaRegion}'s directives do not go to its own stack`);
      expect(named.events[alexaRegion] === endpoint, `${alexaRegion}'s skill events do not go to its own stack`);
    }

    const { stack } = await deployedBy(story, developer, { alexaRegion: "EU" });
    const running = await bringToLife(story, stack);
    await registerFrontDoor(story, developer, "--alexa-region", "EU");
    return `deployed twice, stacks in ${Object.values(alexaRegions).join(", ")}; through Europe's: ${await viewFrontDoor(story, running)}`;
  },
};
