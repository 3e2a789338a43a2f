import { afterAll, afterEach, beforeAll, expect, it } from "@jest/globals";
import { cameraCode } from "../../../camera/media/barcode.ts";
import { describeInChromium } from "../../chromium/describe-in-chromium.ts";
import { violations } from "./accessibility.ts";
import { type BrowserTab, expectMotion, openBrowserTab, screenshot } from "./browser-tab.ts";
import { type Stage, startStage } from "./support.ts";

const FRONT_DOOR = cameraCode("front-door");
const GARDEN = cameraCode("garden");

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(async () => {
  await stage.stop();
});

describeInChromium("what happens at the cameras, on the page", (browser) => {
  /** At home before each test. */
  let tab: BrowserTab;
  beforeAll(async () => {
    tab = await openBrowserTab(browser(), stage.echoShow.url);
  });
  afterEach(() => {
    expect(tab.complaints).toEqual([]);
  });
  afterAll(() => tab.page.close());

  it("announces who rings at every Echo, which brings up live view by itself", async () => {
    const kitchen = tab;
    const hall = await openBrowserTab(browser(), stage.echoShow.url);
    await hall.say("show the garden");
    await hall.untilShown(GARDEN);
    await kitchen.at("ring-front-door").click();
    await kitchen.at("alexa-says").getByText("Someone is at the Front Door").waitFor();
    await Promise.all([expectMotion(kitchen, FRONT_DOOR), expectMotion(hall, FRONT_DOOR)]);
    await kitchen.page.getByText("live for 15 s").waitFor();
    expect(await violations(kitchen.page)).toEqual([]);
    await screenshot(kitchen.page, "rung");

    // A touch keeps it; who rings again is announced over it, and the picture goes on.
    await kitchen.at("video").click();
    await kitchen.page.getByText("live for 15 s").waitFor({ state: "detached" });
    const views = await kitchen.at("view-row").count();
    const { frameNumber } = await kitchen.untilShown(FRONT_DOOR);
    await kitchen.at("ring-front-door").click();
    await kitchen.at("told-DoorbellPress").nth(1).waitFor();
    await kitchen.untilShown(FRONT_DOOR, frameNumber + 5);
    expect(await kitchen.at("view-row").count()).toBe(views);
    await hall.page.close();
    expect(hall.complaints).toEqual([]);
    await kitchen.say("stop");
    await kitchen.at("tile-front-door").waitFor();
  });

  it("shows the message that said so, without its token", async () => {
    await tab.at("told-DoorbellPress").first().click();
    await tab.at("told-dialog").getByText("Alexa.DoorbellEventSource").nth(1).waitFor();
    expect(await tab.textAt("told-dialog")).not.toContain("Atza");
    expect(await violations(tab.page)).toEqual([]);
    await tab.page.keyboard.press("Escape");
    await tab.at("told-dialog").waitFor({ state: "detached" });
  });

  it("shows motion and a dark light on the tiles, and the pictures that Alexa has", async () => {
    await tab.at("motion-garden").click();
    await tab.at("home-motion").getByText("Motion at Garden").waitFor();
    await tab.at("tile-garden").getByText("Motion", { exact: true }).waitFor();
    await tab.at("power-front-door").click();
    await tab.at("tile-front-door").getByText("Not reachable").waitFor();
    await tab.page.getByText("Camera unplugged, at Front Door").waitFor();
    await tab.page.locator("img.tile-picture").nth(1).waitFor();
    expect(await tab.page.locator("img.tile-picture").evaluateAll(isLoaded)).toEqual([true, true]);
    expect(await violations(tab.page)).toEqual([]);
    await screenshot(tab.page, "motion-and-unplugged");
    await tab.at("motion-garden").click();
    await tab.at("tile-garden").getByText("Motion", { exact: true }).waitFor({ state: "detached" });
    await tab.at("power-front-door").click();
    await tab.at("tile-front-door").getByText("Ready").waitFor();
  });

  it("has the neighbour's Alexa know what is shared with them, and nothing else", async () => {
    await tab.at("share-garden").click();
    await tab.at("neighbour-garden").getByText("Ready").waitFor();
    await tab.at("neighbour-without-front-door").getByText("NO_SUCH_ENDPOINT").waitFor();
    await tab.at("share-garden").click();
    await tab.at("neighbour-without-garden").getByText("not known").waitFor();
    await tab.at("told-DeleteReport").first().waitFor();
  });

  it("takes the tiles away with the skill, and brings them back with it", async () => {
    await tab.say("show the garden");
    await tab.untilShown(GARDEN);
    await tab.at("skill").click();
    await tab.at("account-state").getByText("disabled").waitFor();
    await tab.at("tile-garden").waitFor({ state: "detached" });
    await tab.say("show the garden");
    await tab.at("alexa-says").getByText("I couldn't find a device called “garden”.").waitFor();
    expect(await violations(tab.page)).toEqual([]);
    await screenshot(tab.page, "disabled");
    await tab.at("skill").click();
    await tab.at("tile-garden").getByText("Ready").waitFor();
    await tab.say("show the garden");
    await expectMotion(tab, GARDEN);
  });
});

/** Runs in the page. */
function isLoaded(images: readonly object[]): boolean[] {
  return images.map((image) => (image as { naturalWidth: number }).naturalWidth > 0);
}
