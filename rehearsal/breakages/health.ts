import { expect } from "../deploy-targets/scenario.ts";
import type { Installed } from "./breakage.ts";
import { consult } from "./consult.ts";

/** Expects the doctor to find nothing. @returns what it saw, in a few words. */
export async function expectHealth(installed: Installed): Promise<string> {
  const { report, milliseconds } = await consult(installed);
  const { broken, links } = report;
  expect(broken === undefined, `the doctor names ${broken?.link}, ${broken?.breakage}: ${broken?.sentence}`);
  // Whoever has made the installation may ask everything: what is not examined could be broken, and nobody would see it.
  const skipped = links.filter(({ outcome }) => outcome === "skipped");
  const why = skipped.map(({ link, sentence }) => `${link}: ${sentence}`).join("; ");
  expect(skipped.length === 0, `the doctor has not examined ${why}`);
  return `${links.length} links hold; looked at in ${(milliseconds / 1000).toFixed(1)} s`;
}
