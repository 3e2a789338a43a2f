import { afterAll, beforeAll, describe, it } from "@jest/globals";
import { cameraCode } from "../../../camera/media/barcode.ts";
import { describeInChromium } from "../../chromium/describe-in-chromium.ts";
import { expectMotion, openBrowserTab, screenshot } from "./browser-tab.ts";
import { answered, type Stage, startStage } from "./support.ts";

// Two at a time: each camera is one that the skill knows nothing of.
describe.each([
  { "front-door": "c-sdk", garden: "slow-trickle" },
  { "front-door": "browser-sdk", garden: "endless-trickle" },
])("cameras with the manners of other firmware (%j)", (manners) => {
  describeInChromium("on the Echo Show page", (browser) => {
    let stage: Stage;
    beforeAll(async () => {
      stage = await startStage();
    });
    afterAll(() => stage.stop());

    it.each(Object.entries(manners))(
      "%s shows its picture in motion by the manner of %s, first by both ways, then as viewer at once",
      async (id, manner) => {
        stage.rehearsal.giveManners([`${manner}@${id}`]);
        const tab = await openBrowserTab(browser(), stage.echoShow.url);
        for (const why of [/^Answered by ConnectAsViewer, since /, /^Answered by ConnectAsViewer, at once/]) {
          await tab.at(`tile-${id}`).click();
          await expectMotion(tab, cameraCode(id));
          await tab.page.getByTitle(why).first().waitFor();
          await screenshot(tab.page, `${manner}-${why.source.includes("since") ? "first" : "later"}`);
          // What the skill has learnt of the camera, the instance knows that has answered it.
          const ended = answered(stage, "SessionDisconnected");
          await tab.say("stop");
          await ended;
          await tab.at(`tile-${id}`).waitFor();
        }
        await tab.page.close();
      },
    );
  });
});
