import { Broken, type Link } from "../../link.ts";
import type { Patient } from "../../patient.ts";
import { readDeployed } from "../../reads/deployed.ts";
import { npmRun } from "../../reads/npm-run.ts";
import { readSkill } from "../../reads/skill.ts";
import { readSkillCheck, type SkillCheck } from "../../reads/skill-check.ts";

/** How many warnings are told one by one. */
const MOST = 3;
/** Whether there is a skill is for the link that looks for it in the account as well. */
const ELSEWHERE = "known-skill";
/** A command that a remedy ends with. */
const COMMAND = /(?:: |^)((?:git checkout|git rm|chmod|npm run|npm ci)\b[^,;]*)$/;

/** The project's files, as `npm run skill:check` judges them before a deploy. */
export const projectLink: Link = {
  id: "project",
  title: "the project's files",
  of: "deployed",
  async examine(patient) {
    // ask-cli takes as long, and waits for nothing of this.
    void patient.read(readSkill).catch(() => {});
    const { findings } = await patient.read(readSkillCheck).catch(async (error: unknown) => {
      await holdStates(patient);
      throw error;
    });
    const errors = findings.filter(({ severity, rule }) => severity === "error" && rule !== ELSEWHERE);
    const [first] = errors;
    const all = npmRun("skill:check", patient, "--deploy");
    if (first !== undefined) throw brokenBy(patient, first, errors.length - 1, all);
    const warnings = findings.filter(({ severity }) => severity === "warning");
    const more = warnings.length - MOST;
    return {
      seen: "skill:check finds nothing wrong",
      notes: [
        ...warnings.slice(0, MOST).map((each) => `${placeOf(each)}: ${each.what}`),
        ...(more > 0 ? [`${all} has ${more} more of these.`] : []),
      ],
    };
  },
};

/** What ask-cli has noted is read by the check as well, which says less of what to do when it cannot be. */
async function holdStates(patient: Patient): Promise<void> {
  await patient.read(readDeployed).catch((error: unknown) => {
    if (error instanceof Broken && error.found.breakage === "deploy-state-unreadable") throw error;
  });
}

type Finding = SkillCheck["findings"][number];

function brokenBy(patient: Patient, finding: Finding, more: number, all: string): Broken {
  const { rule, what } = finding;
  // The check knows no profile of those who send account linking.
  const remedy = finding.remedy.replace(/\bnpm run account-linking$/, npmRun("account-linking", patient));
  const command = COMMAND.exec(remedy)?.[1];
  return new Broken({
    breakage: `project-${rule}`,
    sentence: `${placeOf(finding)}: ${what}`,
    remedy: {
      say: more === 0 ? remedy : `${remedy.replace(/([^.])$/, "$1.")} ${all} lists ${more} more.`,
      ...(command !== undefined && { type: [command] }),
    },
  });
}

function placeOf({ file, line }: Finding): string {
  return line === undefined ? file : `${file}:${line}`;
}
