import { expect } from "../deploy-targets/scenario.ts";
import type { Installed } from "./breakage.ts";
import { consult } from "./consult.ts";

/** Expects the doctor to find nothing. @returns what it saw, in a few words. */
export async function expectHealth(installed: Installed): Promise<string> {
  const { report, milliseconds } = await consult(installed);
  const { broken, links } = report;
  expect(broken === undefined, `the doctor names ${broken?.link}, ${broken?.breakage}: ${broken?.sentence}`);
  const skipped = links.filter(({ outcome }) => outcome === "skipped").map(({ link }) => link);
  const but = skipped.length === 0 ? "" : `, ${skipped.join(", ")} not examined`;
  return `${links.length} links hold${but}; looked at in ${(milliseconds / 1000).toFixed(1)} s`;
}
