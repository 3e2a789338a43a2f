import { afterAll, beforeAll, describe, it } from "@jest/globals";
import type { Browser } from "playwright-core";
import { findChromium } from "./find-chromium.ts";
import { type ChromiumOptions, launchChromium, noChromium } from "./launch-chromium.ts";

/** Starting a browser on a busy machine, in milliseconds. */
const LAUNCHING = 60_000;

/**
 * A `describe` whose tests run in one Chromium. Where there is none they are skipped, and that is said plainly; with
 * REQUIRE_REAL_PEERS=1 its absence is a failure.
 */
export function describeInChromium(
  name: string,
  body: (browser: () => Browser) => void,
  options: ChromiumOptions = {},
): void {
  const found = findChromium() !== undefined;
  if (!found && process.env.REQUIRE_REAL_PEERS === "1") {
    describe(name, () => {
      it("runs in Chromium", () => {
        throw new Error(`REQUIRE_REAL_PEERS=1, and ${noChromium()}`);
      });
    });
    return;
  }
  if (!found) process.stderr.write(`Browser tests not run (${name}): ${noChromium()}.\n`);
  const run = found ? describe : describe.skip;
  run(name, () => {
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
