import { ASK_RESOURCES, ENVIRONMENT_PROFILE, forEnvironmentKeys } from "../ask-cli/ask-resources.ts";
import { expect, type Scenario, theOne } from "../scenario.ts";
import type { Story } from "../story.ts";
import { deploy } from "./deploy.ts";
import { bringToLife, registerFrontDoor, viewFrontDoor } from "./front-door.ts";

/** A pipeline deploys: ask-cli has no profile in a file, and its keys from variables. */
export const environmentKeys: Scenario<Story> = {
  name: "environment-keys",
  title: "A deploy with keys from the environment",
  async run(story) {
    const developer = await story.desk("pipeline", "environment keys");
    await developer.workspace.change(ASK_RESOURCES, forEnvironmentKeys);
    const { skillId, stack } = await deploy(story, developer, { profile: ENVIRONMENT_PROFILE });
    expect(theOne(story.amazon.smapi.skills(), "skills").id === skillId, "ask-cli has noted another skill");
    const running = await bringToLife(story, stack);
    await registerFrontDoor(story, developer, "--profile", ENVIRONMENT_PROFILE);
    return `one skill, one stack, without ~/.ask and ~/.aws; ${await viewFrontDoor(story, running)}`;
  },
};
