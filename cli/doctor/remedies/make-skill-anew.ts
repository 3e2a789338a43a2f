import type { Remedy } from "../../../rehearsal/breakages/report.ts";
import { ASK_STATES } from "../../../rehearsal/deploy-targets/ask-cli/ask-states.ts";
import type { Patient } from "../patient.ts";
import { npmRun } from "../reads/npm-run.ts";
import { forgetFunctions } from "./deploy-again.ts";

/**
 * What to type where the skill is gone: ask-cli is to forget it and to keep the stack, whose table has the cameras. The
 * next deploy makes a skill and lets it invoke the stack's functions.
 */
export async function makeSkillAnew(patient: Patient): Promise<Remedy> {
  const { profile } = patient;
  return {
    say: `If it is another account's: ask configure --profile ${profile}, and nothing else. If it was deleted, these lines make a new one on the same stack; then send its account linking (${npmRun("account-linking", patient)}), enter the permission to send events (docs/setup.md, step 6), and enable it in the Alexa app.`,
    type: [
      await forgetFunctions(patient),
      `node -e 'const fs = require("fs"), file = "${ASK_STATES}", states = JSON.parse(fs.readFileSync(file, "utf8")); delete states.profiles["${profile}"].skillId; fs.writeFileSync(file, JSON.stringify(states, null, 2))'`,
      npmRun("deploy", patient, "--new-skill"),
    ],
  };
}
