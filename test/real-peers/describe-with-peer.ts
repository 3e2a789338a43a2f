import { describe, it } from "@jest/globals";

/**
 * A `describe` whose tests need a program or package that is not ours. Where it is missing they are skipped, and that is
 * said plainly; with REQUIRE_REAL_PEERS=1 its absence is a failure.
 * @param missing what is missing and how to get it; undefined when all is there.
 */
export function describeWithPeer(name: string, missing: string | undefined, body: () => void): void {
  if (missing === undefined) describe(name, body);
  else if (process.env.REQUIRE_REAL_PEERS === "1") {
    describe(name, () => {
      it("has what it needs", () => {
        throw new Error(`REQUIRE_REAL_PEERS=1, and ${missing}`);
      });
    });
  } else {
    process.stderr.write(`Tests not run (${name}): ${missing}\n`);
    describe.skip(name, body);
  }
}
