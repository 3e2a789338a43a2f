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

describe.each(["docs/setup.md", "docs/stages-and-ci.md", "docs/deploying-permissions.md"])("%s", (path) => {
  let text: string;
  beforeAll(async () => {
    text = await readFile(join(projectRoot, path), "utf8");
  });

  it("names commands that there are", async () => {
    const { scripts } = JSON.parse(await readFile(join(projectRoot, "package.json"), "utf8"));
    const named = new Set([...text.matchAll(/npm run ([a-z:-]+)/g)].map(([, name = ""]) => name));
    expect([...named].filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  it("links to pages, and to sections of them, that there are", async () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)];
    expect(links.length).toBeGreaterThan(0);
    for (const [link, file, section] of links) {
      const page = file ? await readFile(join(projectRoot, "docs", file), "utf8") : text;
      if (section !== undefined) expect([link, anchorsOf(page)]).toEqual([link, expect.arrayContaining([section])]);
    }
  });
});

/** The anchors that GitHub gives a page's headings. */
function anchorsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, "")
      .replaceAll(" ", "-"),
  );
}
