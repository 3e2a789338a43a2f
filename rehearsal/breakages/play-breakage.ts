import { expect } from "../deploy-targets/scenario.ts";
import type { Breakage, Installed } from "./breakage.ts";
import { type Consultation, consult } from "./consult.ts";
import { followRemedy, inShort } from "./follow-remedy.ts";

/** A breakage that was found and mended. */
export interface Played {
  readonly name: string;
  /** What the doctor named, such as "triggers: trigger-missing". */
  readonly named: string;
  /** What was done about it, in a line. */
  readonly remedy: string;
  /** How long the doctor looked before it named it, and until all was well again. */
  readonly milliseconds: { readonly broken: number; readonly well: number };
}

/**
 * Breaks an installation, has the doctor look, does what it says, and has it look again.
 * @throws {Error} when it names something else, or what it says does not help.
 */
export async function playBreakage(breakage: Breakage, installed: Installed): Promise<Played> {
  await breakage.breakIt(installed);
  const found = await consult(installed);
  const { broken } = found.report;
  expect(broken !== undefined, `the doctor says that all is well: ${seenBy(found)}`);
  const { link, camera } = broken;
  expect(
    link === breakage.link && broken.breakage === breakage.breakage && camera === breakage.camera,
    `the doctor names ${nameOf({ link, breakage: broken.breakage, camera })} instead of ${nameOf(breakage)}: ${broken.sentence}`,
  );
  const alongside = await followRemedy(broken.remedy, breakage, installed);
  try {
    const after = await consult(installed);
    const left = after.report.broken;
    expect(
      left?.link === breakage.next,
      `after the remedy (${inShort(broken.remedy)}) the doctor ${left === undefined ? "says that all is well" : `names ${nameOf(left)}: ${left.sentence}`}`,
    );
    // Of a link that it does not examine the doctor says nothing: that is no proof that the remedy has mended it.
    const mended = after.report.links.find((each) => each.link === link && each.camera === camera);
    expect(
      mended?.outcome === "ok",
      `after the remedy (${inShort(broken.remedy)}) the doctor has not examined ${linkOf(broken)}: ${mended?.sentence ?? "its report has none"}`,
    );
    await breakage.restore?.(installed);
    return {
      name: breakage.name,
      named: `${link}: ${broken.breakage}`,
      remedy: inShort(broken.remedy),
      milliseconds: { broken: found.milliseconds, well: after.milliseconds },
    };
  } finally {
    await alongside?.stop();
  }
}

interface Named {
  readonly link: string;
  readonly breakage: string;
  readonly camera?: string | undefined;
}

function nameOf({ breakage, ...named }: Named): string {
  return `${linkOf(named)}, ${breakage}`;
}

function linkOf({ link, camera }: Omit<Named, "breakage">): string {
  return camera === undefined ? link : `${link} of ${camera}`;
}

function seenBy({ report }: Consultation): string {
  return report.links.map(({ link, outcome }) => `${link} ${outcome}`).join(", ");
}
