import { expect, type Scenario, theOne } from "../scenario.ts";
import type { Story } from "../story.ts";
import { codeVersionOf, deploy, deployedBy, outputOf } from "./deploy.ts";
import { bringToLife, viewFrontDoor } from "./front-door.ts";

/** The developer deploys again and has changed nothing. */
export const secondDeploy: Scenario<Story> = {
  name: "second-deploy",
  title: "A second deploy with nothing changed",
  after: "first-deploy",
  async run(story) {
    const { cloudFormation, smapi } = story.amazon;
    const developer = await story.desk("developer");
    const before = await deployedBy(story, developer);
    const imports = importsOf(story);

    const { skillId, stack } = await deploy(story, developer);

    expect(skillId === theOne(smapi.skills(), "skills").id, "the skill is another one");
    expect(importsOf(story) === imports, "the skill package was imported again");
    expect(stack.stackId === theOne(cloudFormation.stacks(), "stacks").stackId, "the stack is another one");
    // With nothing to update, ask-cli would look at whichever stack of the account comes first.
    expect(codeVersionOf(stack) !== codeVersionOf(before.stack), "the functions do not run the second upload");
    expect(outputOf(stack, "TableName") === outputOf(before.stack, "TableName"), "the table is another one");

    const seen = await viewFrontDoor(story, await bringToLife(story, stack));
    const check = await developer.npmRun("skill:check", "--deploy");
    expect(check.exitCode === 0, "npm run skill:check -- --deploy does not take what ask-cli has written");
    return `same skill, same stack and table; ${seen}; npm run skill:check passes`;
  },
};

function importsOf({ amazon }: Story): number {
  return theOne(amazon.smapi.skills(), "skills").imports;
}
