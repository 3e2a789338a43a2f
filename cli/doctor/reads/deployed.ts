import {
  ASK_STATES,
  type DeployedState,
  deployedState,
  readAskStates,
} from "../../../rehearsal/deploy-targets/ask-cli/ask-states.ts";
import { type DeployedStack, readStackId } from "../../cameras/deployed-stack.ts";
import { Broken } from "../link.ts";
import type { Patient } from "../patient.ts";
import { npmRun } from "./npm-run.ts";

/** What was deployed from the folder that is examined, as ask-cli has noted it. */
export interface Deployed {
  readonly skillId: string;
  readonly stack: DeployedStack;
  /** All of the profile's, by Alexa's region. */
  readonly stacks: DeployedState["stacks"];
}

/**
 * Reads what ask-cli has noted of the profile that is examined.
 * @throws {Broken} `not-deployed` when that is no skill or no stack, and `deploy-state-unreadable`.
 */
export async function readDeployed(patient: Patient): Promise<Deployed> {
  const { folder, profile, alexaRegion } = patient;
  try {
    const { skillId, stacks } = deployedState(await readAskStates(folder), profile);
    const { stackId } = stacks[alexaRegion] ?? {};
    if (skillId !== undefined && stackId !== undefined) return { skillId, stack: readStackId(stackId), stacks };
    throw notDeployed(patient, { skillId, stacks });
  } catch (error) {
    if (error instanceof Broken) throw error;
    const sentence = `${ASK_STATES} cannot be read, or is not what ask-cli writes.`;
    const remedy = {
      say: "Restore it from a backup. If there is none, move it away and ask the doctor again: it looks for the skill's stack in the account.",
      type: [`mv ${ASK_STATES} ask-states.old.json`],
    };
    throw new Broken({ breakage: "deploy-state-unreadable", sentence, remedy }, { cause: error });
  }
}

function notDeployed(patient: Patient, { skillId, stacks }: Pick<DeployedState, "skillId" | "stacks">): Broken {
  const { profile, alexaRegion } = patient;
  const others = Object.keys(stacks).filter((name) => stacks[name]?.stackId !== undefined);
  const what = skillId === undefined ? "skill" : `stack for Alexa's region ${alexaRegion}`;
  const hint = others.length === 0 ? "" : `; it has one for ${others.join(", ")}`;
  return new Broken({
    breakage: "not-deployed",
    sentence: `${ASK_STATES} names no ${what} of profile ${profile}${hint}: nothing was deployed, or not to its end.`,
    remedy: { say: "Deploy the skill.", type: [npmRun("deploy", patient)] },
  });
}
