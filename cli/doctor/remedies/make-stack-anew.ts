import type { Remedy } from "../../../rehearsal/breakages/report.ts";
import type { DeployedStack } from "../../cameras/deployed-stack.ts";
import type { Patient } from "../patient.ts";
import { camerasCommand } from "./cameras-command.ts";

/**
 * What to do where somebody has deleted what the stack cannot do without. CloudFormation does not make it again: only a
 * template without it, and then one with it, does. Source: CloudFormation user guide, "Detecting unmanaged configuration
 * changes", on deleted resources.
 *
 * What is to be typed after that the doctor says of a stack that is gone: `npm run deploy` alone would come to nothing,
 * for SMAPI takes no manifest that names a function which is gone.
 */
export function makeStackAnew(patient: Patient, { name, region }: Pick<DeployedStack, "name" | "region">): Remedy {
  return {
    say: `CloudFormation does not make it again by itself. Note the cameras first (${camerasCommand(patient, "list")}), delete the stack ${name} in ${region} (CloudFormation console), and ask the doctor once more: it says what to type then. That makes another stack, with a table of its own, in which the cameras are to be registered again. The old table outlives its stack.`,
  };
}
