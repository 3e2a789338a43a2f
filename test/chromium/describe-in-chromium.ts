import { afterAll, beforeAll } from "@jest/globals";
import type { Browser } from "playwright-core";
import { describeWithPeer } from "../real-peers/describe-with-peer.ts";
import { findChromium } from "./find-chromium.ts";
import { type ChromiumOptions, launchChromium, noChromium } from "./launch-chromium.ts";

/** Starting a browser on a busy machine, in milliseconds. */
const LAUNCHING = 60_000;

/** A `describe` whose tests run in one Chromium. */
export function describeInChromium(
  name: string,
  body: (browser: () => Browser) => void,
  options: ChromiumOptions = {},
): void {
  describeWithPeer(name, findChromium() === undefined ? noChromium() : undefined, () => {
    let browser: Browser | undefined;
    beforeAll(async () => {
      browser = await launchChromium(options);
    }, LAUNCHING);
    afterAll(async () => {
      await browser?.close();
    });
    body(() => {
      if (browser === undefined) throw new Error("the browser is started before the first test, not earlier");
      return browser;
    });
  });
}
