import type { DeployedState } from "../../../rehearsal/deploy-targets/ask-cli/ask-states.ts";
import type { Patient } from "../patient.ts";
import { npmRun } from "./npm-run.ts";

/**
 * What tells ask-cli which skill and stacks it updates from the folder. It takes the functions of an earlier deploy out
 * of skill.json as well, of which SMAPI takes none that are gone.
 */
export function deployStateLine(
  patient: Pick<Patient, "profile" | "environment">,
  skillId: string,
  stacks: DeployedState["stacks"],
): string {
  const flags = Object.entries(stacks).flatMap(([region, { stackId, bucket }]) => {
    const of = region === "default" ? "" : `${region}=`;
    return [
      ...(stackId === undefined ? [] : ["--stack-id", `${of}${stackId}`]),
      ...(stackId === undefined || bucket === undefined ? [] : ["--bucket", `${of}${bucket}`]),
    ];
  });
  return npmRun("deploy:state", patient, "--skill-id", skillId, ...flags);
}
