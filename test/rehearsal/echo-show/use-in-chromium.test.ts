import { afterAll, afterEach, beforeAll, expect, it } from "@jest/globals";
import type { Page } from "playwright-core";
import { cameraCode } from "../../../camera/media/barcode.ts";
import { describeInChromium } from "../../chromium/describe-in-chromium.ts";
import { violations } from "./accessibility.ts";
import { type BrowserTab, openBrowserTab, screenshot } from "./browser-tab.ts";
import { type Stage, startStage } from "./support.ts";

const FRONT_DOOR = cameraCode("front-door");

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(async () => {
  await stage.stop();
});

const scrollsSideways = (page: Page) =>
  page.evaluate<boolean>("document.documentElement.scrollWidth > document.documentElement.clientWidth");

/** The data-testid of what has the keyboard, or its text. */
const focused = (page: Page) =>
  page.evaluate<string>("document.activeElement.dataset.testid ?? document.activeElement.textContent.trim()");

async function tabTo(tab: BrowserTab, wanted: string): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < 100; presses += 1) {
    const now = await focused(tab.page);
    if (now === wanted) return;
    passed.push(now);
    await tab.page.keyboard.press("Tab");
  }
  throw new Error(`the Tab key never comes to ${wanted}; it came to ${passed.join(", ")}`);
}

describeInChromium("the Echo Show page, for everyone", (browser) => {
  const tabs: BrowserTab[] = [];
  const open = async (look: Parameters<ReturnType<typeof browser>["newContext"]>[0] = {}) => {
    const tab = await openBrowserTab(await browser().newContext(look), stage.echoShow.url);
    tabs.push(tab);
    return tab;
  };
  afterEach(async () => {
    for (const tab of tabs.splice(0)) {
      await tab.page.context().close();
      expect(tab.complaints).toEqual([]);
    }
  });

  it.each([
    { name: "idle", colorScheme: "light", viewport: { width: 1280, height: 800 } },
    { name: "dark", colorScheme: "dark", viewport: { width: 1280, height: 800 } },
    { name: "tablet", colorScheme: "light", viewport: { width: 820, height: 1180 } },
    { name: "phone", colorScheme: "light", viewport: { width: 390, height: 844 } },
    { name: "tablet-dark", colorScheme: "dark", viewport: { width: 820, height: 1180 } },
  ] as const)("breaks no accessibility rule and fits the screen: $name", async ({ name, ...look }) => {
    const tab = await open({ ...look, reducedMotion: "reduce" });
    expect(await violations(tab.page)).toEqual([]);
    await screenshot(tab.page, name);

    await tab.say("Alexa, show the front door camera");
    await tab.untilShown(FRONT_DOOR);
    await tab.at("verdict-DTLS").getByText("passed").waitFor();
    expect(await violations(tab.page)).toEqual([]);
    expect(await scrollsSideways(tab.page)).toBe(false);
    await screenshot(tab.page, `${name}-playing`);

    await tab.at("stage-answerBack").click();
    await tab.at("stage-dialog").getByText("SDP_ANSWER").first().waitFor();
    expect(await violations(tab.page)).toEqual([]);
    await screenshot(tab.page, `${name}-message`);
    await tab.page.keyboard.press("Escape");
    await tab.say("stop");

    await tab.at("switch-answers-garbage").click();
    await tab.page.getByText("1 thing is going wrong on purpose").waitFor();
    await tab.say("show the garden");
    await tab.at("failure-code").waitFor();
    expect(await violations(tab.page)).toEqual([]);
    expect(await scrollsSideways(tab.page)).toBe(false);
    await screenshot(tab.page, `${name}-failing`);
    await tab.at("switch-answers-garbage").click();
    await tab.page.getByText("1 thing is going wrong on purpose").waitFor({ state: "detached" });
  });

  it("has the Tab key come to everything that can be pressed, chosen or typed into", async () => {
    const tab = await open();
    await tab.say("show the front door");
    await tab.untilShown(FRONT_DOOR);
    await tab.at("verdict-DTLS").getByText("passed").waitFor();
    const all = await tab.page.evaluate<number>(`(() => {
      const pressable = [...document.querySelectorAll("a, button, input, select, [tabindex]")]
        .filter((element) => element.checkVisibility() && !element.disabled && element.tabIndex >= 0);
      globalThis.left = new Set(pressable);
      addEventListener("focusin", ({ target }) => globalThis.left.delete(target));
      return pressable.length;
    })()`);
    expect(all).toBeGreaterThan(20);
    for (let presses = 0; presses < all + 5; presses += 1) await tab.page.keyboard.press("Tab");
    expect(await tab.page.evaluate("[...globalThis.left].map((element) => element.outerHTML)")).toEqual([]);
  });

  it("is used from beginning to end without a mouse", async () => {
    const tab = await open();
    const { keyboard } = tab.page;
    await tabTo(tab, "tile-front-door");
    await keyboard.press("Enter");
    await tab.untilShown(FRONT_DOOR);

    await tabTo(tab, "talk");
    await keyboard.press("Space");
    await tab.untilLevel(0.3, 1);

    await tabTo(tab, "stage-offerSent");
    await keyboard.press("Enter");
    await tab.at("stage-dialog").getByText("SendAlexaOfferToMaster").first().waitFor();
    await keyboard.press("Escape");
    await tab.at("stage-dialog").waitFor({ state: "hidden" });
    expect(await focused(tab.page)).toBe("stage-offerSent");

    await tabTo(tab, "switch-answers-garbage");
    await keyboard.press("Space");
    await tab.page.getByText("1 thing is going wrong on purpose").waitFor();
    await tabTo(tab, "failing-camera");
    await keyboard.press("g");
    await expect(tab.at("failing-camera").inputValue()).resolves.toBe("garden");

    await tabTo(tab, "phrase");
    await keyboard.type("stop");
    await keyboard.press("Enter");
    await tab.at("tile-garden").waitFor();

    await tabTo(tab, "motion-garden");
    await keyboard.press("Enter");
    await tab.at("tile-garden").getByText("Motion", { exact: true }).waitFor();
    await tab.at("motion-garden").getByText("Motion ends").waitFor();
    expect(await focused(tab.page)).toBe("motion-garden");
    await keyboard.press("Space");
    await tab.at("tile-garden").getByText("Motion", { exact: true }).waitFor({ state: "detached" });

    await tabTo(tab, "firmware-garden");
    await keyboard.press("e");
    await tab.at("firmware-garden-sentence").getByText("never stops").waitFor();
    await tab.at("tile-garden").getByText("Endless trickle").waitFor();
    await keyboard.press("Home");
    await tab.at("tile-garden").getByText("Endless trickle").waitFor({ state: "detached" });

    await tabTo(tab, "phrase");
    await keyboard.type("show the garden");
    await keyboard.press("Enter");
    await tab.at("failure-code").getByText("answer-unreadable").waitFor();
    await tabTo(tab, "Back to the cameras");
    await keyboard.press("Enter");
    await tab.at("tile-garden").waitFor();

    await tabTo(tab, "Set everything right");
    await keyboard.press("Enter");
    await tab.page.getByText("1 thing is going wrong on purpose").waitFor({ state: "detached" });
    await expect(tab.at("failing-camera").inputValue()).resolves.toBe("");
    expect(await tab.page.evaluate("document.activeElement === document.body")).toBe(false);
  });

  it("tells a screen reader what Alexa says, and what came of a view", async () => {
    const tab = await open();
    await tab.say("show the attic");
    await tab.page.getByRole("status").getByText(/attic/i).waitFor();
    await tab.say("discover my devices");
    await tab.page.getByRole("status").getByText("I found 2 devices").waitFor();
    await tab.say("show the front door");
    await tab.page
      .getByRole("status")
      .getByText(/Front Door/)
      .waitFor();
  });
});
