import { describe, it } from "@jest/globals";
import { findBrowserSdk, noBrowserSdk } from "./find-browser-sdk.ts";

/**
 * A `describe` whose tests need the official browser SDK. Where it is not installed they are skipped, and that is said
 * plainly; with REQUIRE_REAL_PEERS=1 its absence is a failure.
 */
export function describeWithBrowserSdk(name: string, body: () => void): void {
  if (findBrowserSdk() !== undefined) {
    describe(name, body);
    return;
  }
  if (process.env.REQUIRE_REAL_PEERS === "1") {
    describe(name, () => {
      it("is installed", () => {
        throw new Error(`REQUIRE_REAL_PEERS=1, and ${noBrowserSdk()}`);
      });
    });
    return;
  }
  process.stderr.write(`Browser SDK tests not run (${name}): ${noBrowserSdk()}\n`);
  describe.skip(name, body);
}
