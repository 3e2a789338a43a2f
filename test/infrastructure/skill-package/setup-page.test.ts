import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { checkProject } from "../../../infrastructure/checks/check-project.ts";
import { rules } from "../../../infrastructure/checks/rules/index.ts";
import { projectRoot } from "../../../infrastructure/project-root.ts";
import { changeProfile, withAllRegions } from "../../../rehearsal/deploy-targets/ask-cli/ask-resources.ts";
import { type PlantedProject, plantProject } from "../checks/plant-project.ts";

let block: string;
let page: string;
let project: PlantedProject;
beforeAll(async () => {
  page = await readFile(join(projectRoot, "docs/setup.md"), "utf8");
  block = /```json\n([\s\S]*?)```/.exec(page)?.[1] ?? "";
  project = await plantProject();
});
afterAll(() => project.remove());

describe("the three regions that docs/setup.md shows", () => {
  it("may be deployed, and serve the languages of all of them", async () => {
    await project.write("ask-resources.json", block);
    const by = rules.filter(({ name }) => name !== "template");
    const deploy = { profile: "default", unattended: false, newSkill: false };
    const { findings } = await checkProject({ root: project.root, by, deploy, certification: true });
    expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it("are those that the rehearsed deploy makes", () => {
    const generated = changeProfile(block, ({ code, ...profile }) => {
      const { userConfig, ...infrastructure } = profile.skillInfrastructure;
      const { regionalOverrides: _theirs, ...alone } = userConfig;
      const one = { default: code.default ?? { src: "" } };
      return withAllRegions({ ...profile, code: one, skillInfrastructure: { ...infrastructure, userConfig: alone } });
    });
    expect(JSON.parse(generated)).toEqual(JSON.parse(block));
  });
});

describe("docs/setup.md", () => {
  it("names commands that there are", async () => {
    const { scripts } = JSON.parse(await readFile(join(projectRoot, "package.json"), "utf8"));
    const named = new Set([...page.matchAll(/npm run ([a-z:-]+)/g)].map(([, name = ""]) => name));
    expect([...named].filter((name) => scripts[name] === undefined)).toEqual([]);
  });
});
