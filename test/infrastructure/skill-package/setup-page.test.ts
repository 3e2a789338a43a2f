import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { checkProject } from "../../../infrastructure/checks/check-project.ts";
import { rules } from "../../../infrastructure/checks/rules/index.ts";
import { projectRoot } from "../../../infrastructure/project-root.ts";
import { changeProfile, withAllRegions } from "../../../rehearsal/deploy-targets/ask-cli/ask-resources.ts";
import { type PlantedProject, plantProject } from "../checks/plant-project.ts";

/** The project's ask-resources.json with the lines that the page shows in place of its own. */
let resources: string;
let page: string;
let project: PlantedProject;
beforeAll(async () => {
  page = await readFile(join(projectRoot, "docs/setup.md"), "utf8");
  const shown = /```json\n\s*("code": [\s\S]*?),\n```/.exec(page)?.[1];
  const { code } = JSON.parse(`{${shown}}`);
  project = await plantProject();
  resources = changeProfile(await readFile(join(projectRoot, "ask-resources.json"), "utf8"), (profile) => ({
    ...profile,
    code,
  }));
});
afterAll(() => project.remove());

describe("the three regions that docs/setup.md shows", () => {
  it("may be deployed, and serve the languages of all of them", async () => {
    await project.write("ask-resources.json", resources);
    const by = rules.filter(({ name }) => name !== "template");
    const { findings } = await checkProject({ root: project.root, by, certification: true });
    expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it("are those that the rehearsed deploy makes", async () => {
    const committed = await readFile(join(projectRoot, "ask-resources.json"), "utf8");
    expect(resources).toBe(changeProfile(committed, withAllRegions));
  });
});

describe("docs/setup.md", () => {
  it("names commands that there are", async () => {
    const { scripts } = JSON.parse(await readFile(join(projectRoot, "package.json"), "utf8"));
    const named = new Set([...page.matchAll(/npm run ([a-z:-]+)/g)].map(([, name = ""]) => name));
    expect([...named].filter((name) => scripts[name] === undefined)).toEqual([]);
  });
});
