import { join } from "node:path";
import { expect } from "@jest/globals";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import type { Barcode } from "../../../camera/media/barcode.ts";
import { bundleModules } from "../../chromium/open-module.ts";

/** How long what is expected of a page may take on a busy machine, in milliseconds. */
export const PATIENCE = 15_000;

/** What is read out of the shown video, in the page. */
const readers = `(() => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 360 });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const peers = [];
  const Native = RTCPeerConnection;
  // The page keeps its connection to itself; what it decoded is asked of the browser.
  globalThis.RTCPeerConnection = class extends Native {
    constructor(...options) { super(...options); peers.push(this); }
  };
  const pixels = () => {
    context.drawImage(document.querySelector("video"), 0, 0, 640, 360);
    return context.getImageData(0, 0, 640, 360).data;
  };
  globalThis.reading = {
    barcode: () => underTest.readBarcodeFromPixels(pixels(), 640, 360),
    /** Resolves with what is read once it is so; looks at every frame of the screen. */
    until: (read, isSo) => new Promise((resolve) => {
      const look = () => {
        const value = read();
        if (value !== undefined && isSo(value)) resolve(value);
        else requestAnimationFrame(look);
      };
      look();
    }),
    level: () => underTest.readLevelFromPixels(pixels(), 640, 360),
    async framesDecoded() {
      const stats = await peers.at(-1)?.getStats();
      return [...(stats?.values() ?? [])].find(({ type, kind }) => type === "inbound-rtp" && kind === "video")?.framesDecoded ?? 0;
    },
  };
})()`;

/** Bundled once for all tabs of a test file. */
let bundled: Promise<string> | undefined;
const readersScript = () => {
  bundled ??= bundleModules("rehearsal/media/pixels.ts", "rehearsal/media/level.ts");
  return bundled.then((modules) => `${modules}\n${readers}`);
};

/** A tab of Chromium with the page in it. */
export interface BrowserTab {
  readonly page: Page;
  /** The element with that data-testid. */
  at(testId: string): Locator;
  textAt(testId: string): Promise<string>;
  /** Says a phrase to this Echo. */
  say(phrase: string): Promise<void>;
  /** Resolves when the picture shows that camera, at a later frame than that. */
  untilShown(cameraCode: number, laterThan?: number): Promise<Barcode>;
  /** Resolves when the talk level that the picture shows, 0 to 1, is in that range. */
  untilLevel(least: number, most: number): Promise<number>;
  framesDecoded(): Promise<number>;
  /** What the page or the browser complained of. */
  readonly complaints: string[];
}

/** Opens the page in a tab of its own. */
export async function openBrowserTab(browser: Browser | BrowserContext, url: string): Promise<BrowserTab> {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  await page.addInitScript({ content: await readersScript() });
  page.setDefaultTimeout(PATIENCE);
  await page.goto(url);
  const at = (testId: string) => page.getByTestId(testId);
  await at("tile-front-door").waitFor();
  return {
    page,
    at,
    textAt: async (testId) => (await at(testId).textContent()) ?? "",
    async say(phrase) {
      await at("phrase").fill(phrase);
      await at("phrase").press("Enter");
    },
    untilShown: (cameraCode, laterThan = -1) =>
      inTime(
        page.evaluate<Barcode>(
          `reading.until(reading.barcode, (read) => read.cameraCode === ${cameraCode} && read.frameNumber > ${laterThan})`,
        ),
        "the camera's picture",
      ),
    untilLevel: (least, most) =>
      inTime(
        page.evaluate<number>(`reading.until(reading.level, (level) => level >= ${least} && level <= ${most})`),
        `a talk level from ${least} to ${most}`,
      ),
    framesDecoded: () => page.evaluate<number>("reading.framesDecoded()"),
    complaints,
  };
}

async function inTime<Value>(work: Promise<Value>, what: string): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} was not seen within ${PATIENCE} ms`)), PATIENCE);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Holds that the camera's picture moves: its frames count up. */
export async function expectMotion(tab: BrowserTab, cameraCode: number): Promise<void> {
  const first = await tab.untilShown(cameraCode);
  const decoded = await tab.framesDecoded();
  await tab.untilShown(cameraCode, first.frameNumber + 10);
  expect(await tab.framesDecoded()).toBeGreaterThan(decoded);
}

/** Where a test leaves what it saw, when SCREENSHOTS names a folder. */
export async function screenshot(page: Page, name: string): Promise<void> {
  if (process.env.SCREENSHOTS) await page.screenshot({ path: join(process.env.SCREENSHOTS, `${name}.png`) });
}
