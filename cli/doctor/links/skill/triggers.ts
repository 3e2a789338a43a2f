import type { Remedy } from "../../../../rehearsal/breakages/report.ts";
import { SKILLS_KIT, SMART_HOME } from "../../../../rehearsal/deploy-targets/alexa-principals.ts";
import { Broken, type Link } from "../../link.ts";
import type { Patient } from "../../patient.ts";
import { readDeployed } from "../../reads/deployed.ts";
import { type Admission, readFunctionPolicy } from "../../reads/function-policy.ts";
import { readFunctions } from "../../reads/functions.ts";
import { npmRun } from "../../reads/npm-run.ts";
import { readStack } from "../../reads/stack.ts";
import { forgetFunctions } from "../../remedies/deploy-again.ts";
import { letIn } from "../../remedies/let-in.ts";

const services = [SMART_HOME, SKILLS_KIT] as const;
type Service = (typeof services)[number];
/** What Alexa sends as whom. */
const sends = { [SMART_HOME]: "directives", [SKILLS_KIT]: "skill events" };
/** What the template calls the permission of each. */
const triggerOf = { [SMART_HOME]: "SmartHomeTrigger", [SKILLS_KIT]: "SkillEventsTrigger" };

/** The function lets Alexa in for this skill: its smart home service, and Alexa Skills Kit with the skill's events. */
export const triggers: Link = {
  id: "triggers",
  title: "who may invoke the function",
  of: "deployed",
  async examine(patient) {
    const { skillId } = await patient.read(readDeployed);
    const { index } = await patient.read(readFunctions);
    const admissions = await patient.readOf({ id: index.FunctionName }, readFunctionPolicy);
    const letsIn = ({ eventSourceToken: token }: Admission) => token === undefined || token === skillId;
    const ofService = (principal: string) => admissions.filter(({ principals }) => principals.includes(principal));
    const lacking = services.filter((principal) => !ofService(principal).some(letsIn));
    const [principal] = lacking;
    if (principal !== undefined) throw await broken(patient, lacking, ofService(principal));
    const open = services.filter((service) =>
      ofService(service).some(({ eventSourceToken: token }) => token === undefined),
    );
    const notes = open.map((service) => `${service} may invoke the function for any skill of anybody's.`);
    return { seen: "Alexa, for this skill: directives and skill events", notes };
  },
};

/** @param others whom the first of the services is let in for. */
async function broken(patient: Patient, lacking: readonly Service[], others: readonly Admission[]): Promise<Broken> {
  const { skillId } = await patient.read(readDeployed);
  const { index } = await patient.read(readFunctions);
  const [other] = others;
  const whose = other === undefined ? "" : `; it lets it in for the skill ${other.eventSourceToken}`;
  const [principal = SMART_HOME] = lacking;
  return new Broken({
    breakage: other === undefined ? "trigger-missing" : "trigger-of-another-skill",
    sentence: `The function ${index.FunctionName} does not let ${principal} in for the skill ${skillId}${whose}: Alexa's ${sends[principal]} don't reach it.`,
    remedy: await letAlexaIn(patient, lacking),
  });
}

async function letAlexaIn(patient: Patient, lacking: readonly Service[]): Promise<Remedy> {
  const { skillId } = await patient.read(readDeployed);
  const { region, parameters, resources } = await patient.read(readStack);
  if (parameters.SkillId !== skillId) {
    const say = `The stack was deployed for the skill ${parameters.SkillId}: deploy it for this one.`;
    return { say, type: [await forgetFunctions(patient), npmRun("deploy", patient)] };
  }
  const { FunctionName: functionName } = (await patient.read(readFunctions)).index;
  const admissions = await patient.readOf({ id: functionName }, readFunctionPolicy);
  const only = { eventSourceToken: skillId };
  const type = lacking.flatMap((principal) => {
    const statementId = resources[triggerOf[principal]]?.physicalId;
    return letIn({ region, functionName, principal, only, statementId, admissions });
  });
  return { say: "Let it in.", type };
}
