import { afterEach, beforeEach } from "@jest/globals";
import { type CheckOptions, checkProject } from "../../../infrastructure/checks/check-project.ts";
import { rules } from "../../../infrastructure/checks/rules/index.ts";
import { type PlantedProject, plantProject } from "./plant-project.ts";

/** The files in which faults are planted. */
export const SKILL = "skill-package/skill.json";
export const RESOURCES = "ask-resources.json";
/** All rules but one: AWS's validator takes a second a template, and has a test of its own. */
export const by = rules.filter(({ name }) => name !== "template");
/** A deploy by a person, of a skill that is known. */
export const deploy = { profile: "default", unattended: false, newSkill: false };

/** A project, planted anew for each test, and what is found in it. To be called at the beginning of a test file. */
export function judgedProject() {
  let project: PlantedProject;
  beforeEach(async () => {
    project = await plantProject();
  });
  afterEach(() => project.remove());

  const findings = async (options: Partial<CheckOptions> = {}) =>
    (await checkProject({ root: project.root, by, ...options })).findings;

  return {
    project: () => project,
    findings,
    /** What is found after a change, as rule, file and line. */
    async places(options: Partial<CheckOptions> = {}): Promise<string[]> {
      return (await findings(options)).map(({ rule, file, line }) => `${rule} ${file}${line ? `:${line}` : ""}`);
    },
    /** The first line that has a text. */
    async lineWith(path: string, text: string): Promise<number> {
      return (await project.read(path)).split("\n").findIndex((line) => line.includes(text)) + 1;
    },
  };
}
