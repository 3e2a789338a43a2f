import { ASK_RESOURCES, skillEventsOf } from "../ask-cli/ask-resources.ts";
import { manifestEndpoints } from "../deployed-manifest.ts";
import { expect, type Scenario, theOne } from "../scenario.ts";
import type { Story } from "../story.ts";
import { linkAccounts } from "./account-linking.ts";
import { checkAndDeploy, outputOf } from "./deploy.ts";
import { bringToLife, registerFrontDoor, viewFrontDoor } from "./front-door.ts";

/**
 * Someone has just made the project by `ask new --template-url`, which leaves no repository, and does what
 * docs/setup.md says: `npm run deploy`, account linking, a camera.
 * That the functions let Alexa in before the manifest named them is seen by its having been taken.
 */
export const firstDeploy: Scenario<Story> = {
  name: "first-deploy",
  title: "A first deploy, from a tree without .git",
  async run(story) {
    const { cloudFormation, smapi, triggersOf } = story.amazon;
    const developer = await story.desk("developer");
    const { skillId, stack } = await checkAndDeploy(story, developer);

    const skill = theOne(smapi.skills(), "skills");
    expect(skill.id === skillId, "ask-cli has noted another skill than there is");
    theOne(cloudFormation.stacks(), "stacks");
    expect(smapi.failures().length === 0, `SMAPI has refused something: ${smapi.failures().join(" ")}`);

    const endpoint = outputOf(stack, "SkillEndpoint");
    const named = manifestEndpoints(skill.manifest);
    expect(named?.directives.default === endpoint, "the manifest does not have directives sent to SkillEndpoint");
    expect(named.events.default === endpoint, "the manifest does not have skill events sent to SkillEndpoint");
    const wanted = skillEventsOf(await developer.workspace.read(ASK_RESOURCES));
    expect(
      wanted.length > 0 && wanted.join() === named.subscriptions.join(),
      `the manifest subscribes to ${named.subscriptions.join(", ")}, and ask-resources.json to ${wanted.join(", ")}`,
    );
    for (const { principal, eventSourceToken } of triggersOf(endpoint)) {
      expect(eventSourceToken === skillId, `${principal} may call the function for any skill`);
    }

    await linkAccounts(story, developer);
    const running = await bringToLife(story, stack);
    await registerFrontDoor(story, developer);
    return `one skill with account linking, one stack, ${wanted.length} skill events; ${await viewFrontDoor(story, running)}`;
  },
};
