import { expect, type Scenario } from "../scenario.ts";
import type { Story } from "../story.ts";
import { deploy } from "./deploy.ts";
import { bringToLife, discoverFrontDoor, viewFrontDoor } from "./front-door.ts";

const SOURCE = "protocol/alexa/build-discovery-endpoint.ts";
const BEFORE = "connected by the internet";
const AFTER = "connected by what was deployed last";

/** The developer changes what Alexa's app says of a camera, and deploys. */
export const changedCode: Scenario<Story> = {
  name: "changed-code",
  title: "A deploy of changed code",
  after: "first-deploy",
  async run(story) {
    const developer = await story.desk("developer");
    const undo = await developer.workspace.edit(SOURCE, BEFORE, AFTER);
    try {
      const { stack } = await deploy(story, developer);
      const running = await bringToLife(story, stack);
      const { description } = await discoverFrontDoor(story, running);
      expect(description.endsWith(AFTER), `Front Door is still discovered as "${description}"`);
      return `Front Door is now "${description}"; ${await viewFrontDoor(story, running)}`;
    } finally {
      await undo();
    }
  },
};
