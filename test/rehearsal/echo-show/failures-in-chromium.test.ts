import { afterAll, afterEach, beforeAll, expect, it } from "@jest/globals";
import { cameraCode } from "../../../camera/media/barcode.ts";
import { describeInChromium } from "../../chromium/describe-in-chromium.ts";
import { type BrowserTab, openBrowserTab } from "./browser-tab.ts";
import { type Stage, startStage } from "./support.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(async () => {
  await stage.stop();
});

const unreachable = /^Front Door isn't responding/;

describeInChromium("what the page shows when something goes wrong", (browser) => {
  let tab: BrowserTab;
  beforeAll(async () => {
    tab = await openBrowserTab(browser(), stage.echoShow.url);
  });
  afterEach(async () => {
    await tab.page.getByRole("button", { name: "Set everything right" }).click();
    // Once it plays again, what the skill remembers of the camera is good again too.
    await tab.say("show the front door");
    await tab.untilShown(cameraCode("front-door"));
    await tab.say("stop");
  });
  afterAll(async () => {
    expect(tab.complaints).toEqual([]);
    await tab.page.close();
  });

  // Where no answer came, the code depends on what that environment of the function remembers of the camera.
  it.each([
    ["camera-unplugged", unreachable, "ENDPOINT_UNREACHABLE", /^(answer-late|answer-empty|camera-offline)$/],
    ["answers-slowly", unreachable, "ENDPOINT_UNREACHABLE", /^(answer-late|camera-offline)$/],
    ["answers-null", unreachable, "ENDPOINT_UNREACHABLE", /^(answer-empty|camera-offline)$/],
    ["answers-garbage", unreachable, "ENDPOINT_UNREACHABLE", /^answer-unreadable$/],
    ["answers-without-candidates", unreachable, "ENDPOINT_UNREACHABLE", /^answer-without-candidates$/],
    ["aws-throttles", /\w/, "RATE_LIMIT_EXCEEDED", /^kvs-throttled$/],
    ["token-expired", /account/i, "EXPIRED_AUTHORIZATION_CREDENTIAL", /^token-expired$/],
    ["someone-elses-account", /Front Door/, "NO_SUCH_ENDPOINT", /^camera-not-found$/],
  ])("%s: what Alexa says, the type it was told, our code and sentence", async (name, says, type, code) => {
    await tab.at(`switch-${name}`).click();
    await tab.page.getByText("1 thing is going wrong on purpose").waitFor();
    await tab.say("Alexa, show the front door");
    await tab.at("failure-code").waitFor();
    const seen = {
      switch: name,
      alexaSays: await tab.textAt("alexa-says"),
      type: await tab.textAt("failure-type"),
      code: await tab.textAt("failure-code"),
      sentence: await tab.textAt("failure-sentence"),
    };
    expect(seen).toMatchObject({ alexaSays: expect.stringMatching(says), type, code: expect.stringMatching(code) });
    expect(seen.sentence).toMatch(/\w+ .*\w/);

    // The stage that never came says why, whatever crossed the wire there.
    await tab.page.locator("button.stage-missing").click();
    await tab.at("stage-dialog").waitFor();
    expect(await tab.textAt("stage-failure")).toContain(seen.sentence);
    await tab.page.keyboard.press("Escape");
    await tab.at("stage-dialog").waitFor({ state: "hidden" });
  });

  it("says why of an older view too", async () => {
    await tab.at("switch-answers-garbage").click();
    await tab.page.getByText("1 thing is going wrong on purpose").waitFor();
    await tab.say("show the front door");
    await tab.at("failure-code").getByText("answer-unreadable").waitFor();
    await tab.at("switch-answers-garbage").click();
    await tab.page.getByText("1 thing is going wrong on purpose").waitFor({ state: "detached" });
    await tab.say("show the garden");
    await tab.untilShown(cameraCode("garden"));
    await tab.at("timeline-failure").waitFor({ state: "detached" });
    await tab.at("view-row").filter({ hasText: "answer-unreadable" }).first().click();
    expect(await tab.textAt("timeline-failure")).toContain("answer-unreadable");
    await tab.at("switch-answers-garbage").click();
    await tab.page.getByText("1 thing is going wrong on purpose").waitFor();
  });
});
