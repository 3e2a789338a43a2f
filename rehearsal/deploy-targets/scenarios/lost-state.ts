import { expect, type Scenario } from "../scenario.ts";
import type { Story } from "../story.ts";
import { codeBucketOf, deploy, deployedBy, outputOf } from "./deploy.ts";
import { bringToLife, viewFrontDoor } from "./front-door.ts";

/**
 * The developer clones the project on a new laptop and deploys. What ask-cli had noted (.ask/ask-states.json) stayed
 * on the old one, so Amazon now has the skill twice.
 */
export const lostState: Scenario<Story> = {
  name: "lost-state",
  title: "A deploy without .ask/ask-states.json, and back",
  after: "first-deploy",
  async run(story) {
    const { cloudFormation, smapi } = story.amazon;
    const first = await deployedBy(story, await story.desk("developer"));
    const count = () => [smapi.skills().length, cloudFormation.stacks().length].join();
    const before = count();
    const developer = await story.desk("new-laptop");

    const second = await deploy(story, developer);
    expect(second.skillId !== first.skillId && second.stack.stackId !== first.stack.stackId, "nothing was made anew");
    const table = outputOf(first.stack, "TableName");
    expect(outputOf(second.stack, "TableName") !== table, "both stacks have the same table");
    const list = ["cameras", "list", "--json", "--table", table, "--region", first.stack.region];
    expect((await developer.cameraSkill(...list)).includes("front-door"), `the table ${table} has lost its camera`);

    // What the developer types to have the old ones back.
    const restored = await developer.npmRun(
      "deploy:state",
      ...["--skill-id", first.skillId],
      ...["--stack-id", first.stack.stackId],
      ...["--bucket", codeBucketOf(first.stack)],
      "--replace",
    );
    expect(restored.exitCode === 0, `npm run deploy:state ended with ${restored.exitCode}`);
    const after = count();
    const { skillId, stack } = await deploy(story, developer);
    expect(skillId === first.skillId && stack.stackId === first.stack.stackId, "the deploy went to others again");
    expect(count() === after && after !== before, "the deploy has made a skill or a stack");
    const seen = await viewFrontDoor(story, await bringToLife(story, stack));
    return `a second skill and stack, and table ${table} kept; after npm run deploy:state the first again, ${seen}`;
  },
};
