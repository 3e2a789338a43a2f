import { ASK_RESOURCES, ENVIRONMENT_PROFILE, forEnvironmentKeys } from "../ask-cli/ask-resources.ts";
import { expect, type Scenario } from "../scenario.ts";
import type { Story } from "../story.ts";
import { codeBucketOf, deploy, deployedBy } from "./deploy.ts";
import { bringToLife, viewFrontDoor } from "./front-door.ts";

/**
 * A pipeline deploys from a fresh clone and is told by variables of its own which skill and which stack are meant.
 * Without that it would make another skill at every run, as the lost state does.
 */
export const seededPipeline: Scenario<Story> = {
  name: "seeded-pipeline",
  title: "A pipeline that is told which skill and stack to update",
  after: "first-deploy",
  async run(story) {
    const { cloudFormation, smapi } = story.amazon;
    const first = await deployedBy(story, await story.desk("developer"));
    const count = () => [smapi.skills().length, cloudFormation.stacks().length].join();
    const before = count();
    const pipeline = await story.desk("pipeline", "environment keys");
    await pipeline.workspace.change(ASK_RESOURCES, forEnvironmentKeys);

    const seeded = await pipeline.npmRun(
      "deploy:state",
      ...["--skill-id", first.skillId],
      ...["--stack-id", first.stack.stackId],
      ...["--bucket", codeBucketOf(first.stack)],
    );
    expect(seeded.exitCode === 0, `npm run deploy:state ended with ${seeded.exitCode}`);
    const { skillId, stack } = await deploy(story, pipeline, { profile: ENVIRONMENT_PROFILE });
    expect(skillId === first.skillId, "the skill is another one");
    expect(stack.stackId === first.stack.stackId, "the stack is another one");
    expect(count() === before, "the pipeline has made a skill or a stack");
    expect(codeBucketOf(stack) === codeBucketOf(first.stack), "the pipeline has made a bucket");
    return `the same skill, stack and bucket; ${await viewFrontDoor(story, await bringToLife(story, stack))}`;
  },
};
