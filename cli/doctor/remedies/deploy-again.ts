import type { Remedy } from "../../../rehearsal/breakages/report.ts";
import { deployedState, readAskStates } from "../../../rehearsal/deploy-targets/ask-cli/ask-states.ts";
import type { Patient } from "../patient.ts";
import { deployStateLine } from "../reads/deploy-state-line.ts";
import { npmRun } from "../reads/npm-run.ts";
import { readPackageManifest } from "../reads/package-manifest.ts";
import { functionsNamedBy } from "../reads/skill-manifest.ts";
import { readStack } from "../reads/stack.ts";

/**
 * What to type so that Amazon has the manifest of this folder, with the functions of its stack. ask-cli does not send
 * what it has sent before, whatever has become of it; and SMAPI refuses a manifest that names a function which does not
 * let the skill in, so that another one's is taken out first. Source: ask-cli 2.30.7, skill-metadata-controller.
 */
export async function deployManifestAgain(patient: Patient): Promise<Remedy> {
  const { outputs } = await patient.read(readStack);
  const { path, manifest } = await patient.read(readPackageManifest);
  const here = functionsNamedBy(manifest, patient.alexaRegion);
  if (here.every(({ arn }) => arn === undefined || arn === outputs.SkillEndpoint)) {
    const say = "Send the skill package again; ask-cli does so only where it is told to ignore that it has sent it.";
    return { say, type: [npmRun("deploy", patient, "--ignore-hash")] };
  }
  return {
    say: `Take the functions of an earlier deploy out of ${path}, and deploy: ask-cli writes the right ones.`,
    type: [await forgetFunctions(patient), npmRun("deploy", patient)],
  };
}

/** The line that takes the functions of an earlier deploy out of skill.json, and has the package sent again. */
export async function forgetFunctions(patient: Patient): Promise<string> {
  const { folder, profile } = patient;
  const { skillId = "", stacks } = deployedState(await readAskStates(folder), profile);
  return deployStateLine(patient, skillId, stacks);
}
