import { Broken, type Link } from "../../link.ts";
import type { Patient } from "../../patient.ts";
import { deployStateLine } from "../../reads/deploy-state-line.ts";
import { readDeployed } from "../../reads/deployed.ts";
import { npmRun } from "../../reads/npm-run.ts";
import { findLostSkills, type LostSkill } from "./lost-skills.ts";

/** The skill and the stack that were deployed from the folder, as ask-cli has noted them. */
export const deployedLink: Link = {
  id: "deployed",
  title: "what was deployed",
  of: "deployed",
  async examine(patient) {
    const deployed = await patient.read(readDeployed).catch(async (error: unknown) => {
      const isMissing = error instanceof Broken && error.found.breakage === "not-deployed";
      if (!isMissing) throw error;
      const lost = await findLostSkills(patient);
      throw lost.length === 0 ? error : stateLost(patient, lost, error);
    });
    const { skillId, stack } = deployed;
    return { seen: `${skillId}, stack ${stack.name} in ${stack.region}` };
  },
};

function stateLost(patient: Patient, lost: readonly LostSkill[], cause: Broken): Broken {
  const [first] = lost;
  const deploy = npmRun("deploy", patient);
  const sentence = (what: string) =>
    `${cause.found.sentence.replace(/: nothing was deployed.*$/, "")}, and the account has ${what}: ask-cli has lost sight of what it deployed, and would make another.`;
  if (first === undefined || lost.length > 1) {
    const each = lost.map(({ skillId, names }) => `${skillId} (stack ${names.join(", ")})`).join("; ");
    return new Broken(
      {
        breakage: "deploy-state-lost",
        sentence: sentence(`the stacks of ${lost.length} skills`),
        remedy: {
          say: `Say which skill it is with ${npmRun("deploy:state", patient)}, whose --help has the flags; for another skill than these, ${deploy}. There are: ${each}.`,
        },
      },
      { cause },
    );
  }
  return new Broken(
    {
      breakage: "deploy-state-lost",
      sentence: sentence(`the stack ${first.names.join(", ")} of the skill ${first.skillId}`),
      remedy: {
        say: `Tell ask-cli again what it deployed. If that is another skill than this project's, type ${deploy} instead: it makes a new one.`,
        type: [deployStateLine(patient, first.skillId, first.stacks)],
      },
    },
    { cause },
  );
}
