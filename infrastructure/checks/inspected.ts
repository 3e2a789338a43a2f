import type { DeployProfile } from "./deploy-profile.ts";
import type { Found } from "./finding.ts";
import type { JsonFile } from "./json-file.ts";
import type { Project } from "./project.ts";
import type { TemplateFile } from "./template-file.ts";

/** What the rules look at. */
export interface Inspected {
  readonly project: Project;
  /** ask-resources.json. */
  readonly resources: JsonFile;
  /** Those that are looked at: all, or the one that is deployed. */
  readonly profiles: readonly DeployProfile[];
  readonly packages: readonly SkillPackage[];
  readonly templates: readonly TemplateFile[];
  /** How it is deployed, where that is about to be. */
  readonly deploying: Deploying | undefined;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** A skill package, which ask-cli uploads. */
export interface SkillPackage {
  /** Below the root. */
  readonly folder: string;
  /** Its skill.json; in a working copy without what `ask deploy` writes there. */
  readonly manifest: JsonFile;
  /** The same as it stands in the file. */
  readonly asWritten: JsonFile;
}

/** A deploy that is about to be. */
export interface Deploying {
  /** What .ask/ask-states.json names as the skill; undefined where it names none. */
  readonly skillId: string | undefined;
  /** Whether nobody is there who would see that a second skill was made. */
  readonly unattended: boolean;
  /** Whether it is said that a skill is to be made. */
  readonly newSkill: boolean;
}

/** A rule of the project's own check. */
export interface Rule {
  /** By which people talk of it. */
  readonly name: string;
  /** Before what it matters; always, where this is left out. */
  readonly before?: "deploy" | "certification";
  check(inspected: Inspected): Promise<readonly Found[]> | readonly Found[];
}
