import type { Scenario } from "../deploy-targets/scenario.ts";
import type { Breakage } from "./breakage.ts";
import { expectHealth } from "./health.ts";
import { type Played, playBreakage } from "./play-breakage.ts";
import type { Ward } from "./ward.ts";

/** The name of the scenario that every breakage goes on from. */
export const INSTALLED = "installed";

/**
 * The rehearsal of the doctor: an installation that is well, and each breakage of it.
 * @param onPlayed is told of each breakage that was found and mended.
 */
export function scenariosOf(
  breakages: readonly Breakage[],
  onPlayed: (played: Played) => void,
): readonly Scenario<Ward>[] {
  const healthy: Scenario<Ward> = {
    name: INSTALLED,
    title: "An installation in which all is well",
    run: (ward) => giveUpOnFailure(ward, async () => expectHealth(await ward.installed())),
  };
  return [healthy, ...breakages.map((breakage) => scenarioOf(breakage, onPlayed))];
}

function scenarioOf(breakage: Breakage, onPlayed: (played: Played) => void): Scenario<Ward> {
  const { name, title, fromNothing = false } = breakage;
  return {
    name,
    title,
    ...(!fromNothing && { after: INSTALLED }),
    run: (ward) =>
      giveUpOnFailure(ward, async () => {
        const played = await playBreakage(breakage, await (fromNothing ? ward.nothingYet() : ward.installed()));
        onPlayed(played);
        const { named, remedy, milliseconds } = played;
        const well = breakage.next === undefined ? "all well" : `mended, with ${breakage.next} to come`;
        return `${named}, after ${inSeconds(milliseconds.broken)}; then: ${remedy}\n${well}, after ${inSeconds(milliseconds.well)}`;
      }),
  };
}

async function giveUpOnFailure(ward: Ward, run: () => Promise<string>): Promise<string> {
  try {
    return await run();
  } catch (error) {
    ward.giveUp();
    throw error;
  }
}

const inSeconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;
