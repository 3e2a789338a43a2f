import { afterAll, afterEach, beforeAll, expect, it } from "@jest/globals";
import { cameraCode } from "../../../camera/media/barcode.ts";
import { ownManner, parseManner } from "../../../rehearsal/manners/catalogue.ts";
import { describeInChromium } from "../../chromium/describe-in-chromium.ts";
import { type BrowserTab, expectMotion, openBrowserTab } from "./browser-tab.ts";
import { happened, type Stage, startStage } from "./support.ts";

const FRONT_DOOR = cameraCode("front-door");
const GARDEN = cameraCode("garden");

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(async () => {
  await stage.stop();
});

/** The browser itself complains of a stream that broke. */
function forgiveLostServer({ complaints }: BrowserTab): void {
  complaints.splice(0, complaints.length, ...complaints.filter((text) => !text.startsWith("Failed to load resource")));
}

describeInChromium("the Echo Show page", (browser) => {
  const tabs: BrowserTab[] = [];
  const open = async () => {
    const tab = await openBrowserTab(browser(), stage.echoShow.url);
    tabs.push(tab);
    return tab;
  };
  afterEach(async () => {
    const open = tabs.splice(0);
    for (const { page } of open) await page.close();
    for (const { complaints } of open) expect(complaints).toEqual([]);
  });

  it("plays Front Door when its tile is pressed: its own picture, counting up", async () => {
    const tab = await open();
    await tab.at("tile-front-door").click();
    await expectMotion(tab, FRONT_DOOR);
    expect(await tab.textAt("proof")).toMatch(/Front Door, frame/);
    // How much is left is the machine's; a benchmark is where speed is measured.
    expect(await tab.textAt("margin")).toMatch(/^\d\.\d\d s left of Alexa's 6 s/);
    for (const name of ["DTLS", "SDP", "candidates", "codecs", "JSON"])
      expect(await tab.textAt(`verdict-${name}`)).toContain("passed");
  });

  it("plays Garden when it is asked for, without a Talk button", async () => {
    const tab = await open();
    await tab.say("show the garden");
    await expectMotion(tab, GARDEN);
    expect(await tab.at("talk").count()).toBe(0);
  });

  it.each([
    ["the Stop button", (tab: BrowserTab) => tab.at("stop").click()],
    ["“stop”", (tab: BrowserTab) => tab.say("stop")],
    ["closing the tab", (tab: BrowserTab) => tab.page.close({ runBeforeUnload: true })],
  ])("ends the session at the camera at once by %s", async (_name, stop) => {
    const tab = await open();
    await tab.at("tile-garden").click();
    await tab.untilShown(GARDEN);
    const gone = happened(stage, "viewer-gone");
    await stop(tab);
    // It was told: by itself it would notice only after half a minute, longer than is waited for it.
    expect(await gone).toMatchObject({ reason: "left" });
  });

  it("sends sound while Talk is pressed, and the camera shows how loud it is", async () => {
    const tab = await open();
    await tab.say("Alexa, show the front door camera");
    await tab.untilShown(FRONT_DOOR);
    await tab.untilLevel(0, 0);
    await tab.at("talk").click();
    await tab.untilLevel(0.3, 1);
    await tab.at("talk").click();
    await tab.untilLevel(0, 0);
  });

  it("opens the microphone at once for “talk to the front door”", async () => {
    const tab = await open();
    await tab.say("Alexa, talk to the front door");
    await tab.untilLevel(0.3, 1);
  });

  it("is two devices in two tabs: one's stop leaves the other playing", async () => {
    const [kitchen, hall] = [await open(), await open()];
    await Promise.all([kitchen.say("show the front door"), hall.say("show the front door")]);
    await Promise.all([expectMotion(kitchen, FRONT_DOOR), expectMotion(hall, FRONT_DOOR)]);
    await kitchen.say("stop");
    await kitchen.at("tile-front-door").waitFor();
    await expectMotion(hall, FRONT_DOOR);
  });

  it("goes from one camera to the other, and back", async () => {
    const tab = await open();
    await tab.say("show the garden");
    await tab.untilShown(GARDEN);
    await tab.say("show the front door");
    await tab.untilShown(FRONT_DOOR);
    await tab.say("show the garden");
    await tab.untilShown(GARDEN);
    expect(await tab.at("view-row").count()).toBeGreaterThanOrEqual(3);
  });

  it("says that the camera is gone when it is unplugged in the middle of a view", async () => {
    const tab = await open();
    await tab.say("show the garden");
    await tab.untilShown(GARDEN);
    await tab.at("switch-camera-unplugged").click();
    await tab.at("alexa-says").getByText("Garden").waitFor();
    expect(await tab.textAt("failure-sentence")).toMatch(/pictures stopped/);
    // The picture stops before the switch is told that it is on.
    await tab.page.locator('[data-testid="switch-camera-unplugged"][aria-checked="true"]').waitFor();
    const back = happened(stage, "connected");
    await tab.at("switch-camera-unplugged").click();
    await back;
  });

  it("shows the message of each stage, formatted, explained and without its secrets", async () => {
    const tab = await open();
    await tab.say("show the front door");
    await tab.untilShown(FRONT_DOOR);
    for (const [stageName, expected] of [
      ["directiveIn", "InitiateSessionWithOffer"],
      ["offerSent", "SendAlexaOfferToMaster"],
      ["offerAtCamera", "SDP_OFFER"],
      ["answerEvent", "AnswerGeneratedForSession"],
      ["iceConnected", "SessionConnected"],
    ] as const) {
      await tab.at(`stage-${stageName}`).click();
      await tab.at("stage-dialog").getByText(expected).first().waitFor();
      const text = await tab.textAt("stage-dialog");
      expect(text).not.toMatch(/Atza\||a=ice-pwd:[^•]|a=fingerprint:sha-256 [^•]/);
      expect(await tab.at("stage-dialog").getByRole("link").getAttribute("href")).toMatch(
        /^https:\/\/(developer\.amazon\.com|docs\.aws\.amazon\.com)\//,
      );
      await tab.page.keyboard.press("Escape");
      await tab.at("stage-dialog").waitFor({ state: "hidden" });
    }
  });

  it("says which view was answered as viewer, and shows what crossed the wire on that way", async () => {
    const garden = stage.rehearsal.parts.cameras[1];
    garden?.setManner(parseManner("browser-sdk"));
    const tab = await open();
    await tab.say("show the garden");
    await tab.untilShown(GARDEN);
    garden?.setManner(ownManner);
    // In the timeline and in the list of views, once the skill's log has come.
    await tab.page
      .getByTitle(/^Answered by ConnectAsViewer, /)
      .nth(1)
      .waitFor();
    expect(await tab.textAt("timeline-why")).toMatch(/^Answered by ConnectAsViewer, (since|at once)/);
    for (const [stageName, expected] of [
      ["viewerBegun", "Nothing crossed the wire here in this view."],
      ["viewerConnected", "ConnectAsViewer (GET /, upgrade to WebSocket)"],
      ["answerBack", "WebSocket ICE_CANDIDATE"],
    ] as const) {
      await tab.at(`stage-${stageName}`).click();
      await tab.at("stage-dialog").getByText(expected).first().waitFor();
      await tab.page.keyboard.press("Escape");
      await tab.at("stage-dialog").waitFor({ state: "hidden" });
    }
  });

  it("leads to the signaling service's list, where the channels are", async () => {
    const tab = await open();
    const [list] = await Promise.all([tab.page.waitForEvent("popup"), tab.at("signaling-link").click()]);
    await list.getByText("front-door").first().waitFor();
    await list.close();
  });

  it("comes back by itself when the rehearsal is started again on the same port", async () => {
    const tab = await open();
    const { port } = new URL(stage.echoShow.url);
    await stage.restartPage(Number(port), () => tab.at("server-gone").waitFor());
    await tab.at("server-gone").waitFor({ state: "hidden" });
    await tab.say("show the garden");
    await expectMotion(tab, GARDEN);
    forgiveLostServer(tab);
  });

  it("says that a view ended with its server, and is not held up by it afterwards", async () => {
    const tab = await open();
    await tab.say("show the garden");
    await tab.untilShown(GARDEN);
    const { port } = new URL(stage.echoShow.url);
    await stage.restartPage(Number(port), async () => {
      await tab.at("server-gone").waitFor();
      // Without its camera the view fails while nobody is there who could say why.
      await stage.rehearsal.parts.cameras[1]?.unplug();
      await tab.at("failure-sentence").getByText("lost its connection").waitFor();
    });
    await tab.at("server-gone").waitFor({ state: "hidden" });
    expect(await tab.textAt("failure-sentence")).toContain("lost its connection");
    await stage.rehearsal.parts.cameras[1]?.plugIn();
    await tab.say("show the garden");
    await expectMotion(tab, GARDEN);
    forgiveLostServer(tab);
  });
});
