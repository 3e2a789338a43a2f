import { deployedState, readAskStates } from "../../rehearsal/deploy-targets/ask-cli/ask-states.ts";
import { committedProject } from "./committed-project.ts";
import type { Finding } from "./finding.ts";
import { folderProject } from "./folder-project.ts";
import { grouped } from "./grouped.ts";
import type { Deploying, Inspected, Rule } from "./inspected.ts";
import { openProject } from "./open-project.ts";
import { rules } from "./rules/index.ts";
import { withoutSecrets } from "./secrets.ts";

/** What is to be judged. */
export interface CheckOptions {
  /** The project's folder. */
  readonly root: string;
  /** Whether the last commit is judged, or in a tree without git the files as they stand; else the working copy. */
  readonly committed?: boolean;
  /** The deploy that is about to be. */
  readonly deploy?: {
    /** ask-cli's. */
    readonly profile: string;
    readonly unattended: boolean;
    readonly newSkill: boolean;
  };
  /** Whether the skill is about to be submitted for certification. */
  readonly certification?: boolean;
  /** Epoch milliseconds. */
  readonly now?: number;
  /** What to judge by; all there are, where this is left out. */
  readonly by?: readonly Rule[];
}

/** What came of a check. */
export interface CheckReport {
  /** Whether nothing stands in the way; warnings don't. */
  readonly ok: boolean;
  /** Whether the last commit was judged. */
  readonly isCommit: boolean;
  /** Whether it was judged for a deploy. */
  readonly isForDeploy: boolean;
  readonly findings: readonly Finding[];
  /** How many things more there are to do before a deploy, where that was not asked for. */
  readonly beforeDeploy: number;
  /** The same before a certification. */
  readonly beforeCertification: number;
}

/**
 * Judges the project by its own rules.
 * @throws {Error} when a file cannot be read, or .ask/ask-states.json is not ask-cli's.
 */
export async function checkProject(options: CheckOptions): Promise<CheckReport> {
  const { root, committed = false, deploy, certification = false, now = Date.now(), by = rules } = options;
  const project = (committed ? await committedProject(root) : undefined) ?? folderProject(root);
  const about = { isCommit: project.isCommit, isForDeploy: deploy !== undefined };
  const read = await openProject(project, { asWritten: committed, profile: deploy?.profile });
  if ("findings" in read) {
    return { ...about, ok: false, findings: read.findings, beforeDeploy: 0, beforeCertification: 0 };
  }

  const deploying = deploy === undefined ? undefined : await readDeploying(root, deploy);
  const inspected: Inspected = { ...read.opened, deploying, now };
  const findingsOf = async (before: "deploy" | "certification" | undefined): Promise<readonly Finding[]> => {
    const chosen = by.filter((rule) => rule.before === before);
    const found = await Promise.all(
      chosen.map(async ({ name, check }) =>
        (await check(inspected)).map((each) => ({ rule: name, severity: "error" as const, ...each })),
      ),
    );
    // A rule may quote what was written.
    return found
      .flat()
      .map((each) => ({ ...each, what: withoutSecrets(each.what), remedy: withoutSecrets(each.remedy) }));
  };
  const atDeploy = await findingsOf("deploy");
  const atCertification = await findingsOf("certification");
  const findings = [
    ...(await findingsOf(undefined)),
    ...(deploy === undefined ? [] : atDeploy),
    ...(certification ? atCertification : []),
  ];
  const ok = findings.every(({ severity }) => severity === "warning");
  return {
    ...about,
    ok,
    findings,
    beforeDeploy: deploy === undefined ? grouped(atDeploy).length : 0,
    beforeCertification: certification ? 0 : grouped(atCertification).length,
  };
}

async function readDeploying(root: string, deploy: NonNullable<CheckOptions["deploy"]>): Promise<Deploying> {
  const { profile, unattended, newSkill } = deploy;
  const { skillId } = deployedState(await readAskStates(root), profile);
  return { skillId, unattended, newSkill };
}
