import { expect, type Scenario, theOne } from "../scenario.ts";
import type { Story } from "../story.ts";
import { codeVersionOf, deployedBy } from "./deploy.ts";
import { bringToLife, discoverFrontDoor } from "./front-door.ts";

const SOURCE = "lambda/camera-events.ts";
const BROKEN = "\nconst broken: string = ;\n";
const MANIFEST = "skill-package/skill.json";

/**
 * The developer has broken a function's code and changed the skill package as well. `npm run deploy` stops before
 * anything is sent; `ask deploy` by itself sends the package first, and then stops.
 */
export const brokenTypeScript: Scenario<Story> = {
  name: "broken-typescript",
  title: "A deploy of TypeScript that does not compile",
  after: "first-deploy",
  async run(story) {
    const developer = await story.desk("developer");
    const { workspace } = developer;
    const before = await deployedBy(story, developer);
    const imports = importsOf(story);
    const [source, manifest] = [await workspace.read(SOURCE), await workspace.read(MANIFEST)];
    try {
      await workspace.write(SOURCE, `${source}${BROKEN}`);
      await workspace.change(MANIFEST, (text) => text.replace(/"summary": "/, '"summary": "Changed. '));
      expect((await workspace.read(MANIFEST)) !== manifest, "skill.json has no summary to change");
      const line = source.split("\n").length + 1;

      const checked = await developer.npmRun("deploy");
      expect(checked.exitCode === 1, `npm run deploy ended with ${checked.exitCode}`);
      expect(checked.output.includes(SOURCE), `npm run deploy does not say that it is ${SOURCE}`);
      expect(importsOf(story) === imports, "npm run deploy sent the skill package although the code is broken");

      const bare = await developer.askDeploy();
      expect(bare.exitCode === 1, `ask deploy ended with ${bare.exitCode}`);
      expect(bare.output.includes(`${SOURCE}:${line}`), `ask deploy does not say that it is ${SOURCE}:${line}`);
      expect(importsOf(story) > imports, "ask deploy did not send the skill package first, as it did before");

      const { stack } = await deployedBy(story, developer);
      expect(codeVersionOf(stack) === codeVersionOf(before.stack), "the deployed functions are others");
      await discoverFrontDoor(story, await bringToLife(story, stack));
      return `both say ${SOURCE}:${line}, npm run deploy before anything is sent; the deployed skill still answers`;
    } finally {
      await workspace.write(SOURCE, source);
      await workspace.write(MANIFEST, manifest);
    }
  },
};

function importsOf({ amazon }: Story): number {
  const { imports, manifestUpdates } = theOne(amazon.smapi.skills(), "skills");
  return imports + manifestUpdates;
}
