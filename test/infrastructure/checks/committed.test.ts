import { execFile } from "node:child_process";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { checkProject } from "../../../infrastructure/checks/check-project.ts";
import { rules } from "../../../infrastructure/checks/rules/index.ts";
import { type PlantedProject, plantProject } from "./plant-project.ts";

const SKILL = "skill-package/skill.json";
const by = rules.filter(({ name }) => name !== "template");
const endpoint = '"smartHome": { "endpoint": { "uri": "arn:aws:lambda:us-east-1:123456789012:function:f" },';

let project: PlantedProject;
beforeEach(async () => {
  project = await plantProject();
});
afterEach(() => project.remove());

const git = (...words: string[]) => {
  const who = ["-c", "user.name=Tester", "-c", "user.email=tester@cameras.invalid"];
  return promisify(execFile)("git", ["-C", project.root, ...who, ...words]);
};

async function commit(): Promise<void> {
  await git("init", "--quiet");
  await git("add", "--all", "--force");
  await git("commit", "--quiet", "--no-verify", "--message", "all");
}

const judge = (committed: boolean) => checkProject({ root: project.root, by, committed });

describe("the commit", () => {
  it("is judged, whatever ask deploy has written into the working copy since", async () => {
    await commit();
    await project.change(SKILL, '"smartHome": {', endpoint);
    await project.write("skill-package/assets/images/small.png", "broken since");
    expect(await judge(true)).toMatchObject({ ok: true, isCommit: true, findings: [] });
  });

  it("may hold no function, though the working copy may", async () => {
    const line = await project.change(SKILL, '"smartHome": {', endpoint);
    await project.write(SKILL, `${await project.read(SKILL)}`);
    await commit();
    const { findings } = await judge(true);
    expect(findings.filter(({ severity }) => severity === "error")).toEqual([
      expect.objectContaining({
        rule: "deployed-parts",
        file: SKILL,
        line,
        remedy: expect.stringMatching(/^Delete the block, and commit\./),
      }),
    ]);
    expect((await judge(false)).ok).toBe(true);
  });

  it("may hold no events", async () => {
    await project.change(
      SKILL,
      '"manifestVersion"',
      '"events": { "endpoint": { "uri": "arn:aws:x" } }, "manifestVersion"',
    );
    await commit();
    expect((await judge(true)).findings.map(({ rule }) => rule)).toContain("deployed-parts");
  });

  it("may hold neither the client secret of account linking nor anybody's notes of deploys", async () => {
    await project.write("accountLinking.json", "{}");
    await project.write(".ask/ask-states.json", "{}");
    await commit();
    expect((await judge(true)).findings.map(({ rule, file }) => `${rule} ${file}`)).toEqual([
      "committed-files accountLinking.json",
      "committed-files .ask/ask-states.json",
    ]);
  });

  it("has the code that is judged, in whatever letters it is written", async () => {
    await project.write("lambda/a.ts", "// “äöü”, of more bytes than letters\n");
    await project.write("lambda/b.ts", "");
    const line = 'import { z } from "zod";\n';
    await project.write("lambda/c.ts", line);
    await commit();
    await project.write("lambda/a.ts", line);
    expect((await judge(true)).findings).toMatchObject([{ rule: "zod-imports", file: "lambda/c.ts", line: 1 }]);
  });

  it("has to have the build hook as a program", async () => {
    await git("init", "--quiet");
    await git("add", "--all");
    await git("update-index", "--chmod=-x", "hooks/build.sh");
    await git("commit", "--quiet", "--no-verify", "--message", "all");
    const [found] = (await judge(true)).findings;
    expect(found).toMatchObject({ rule: "build-hook", file: "hooks/build.sh" });
    expect(found?.remedy).toContain("git update-index --chmod=+x hooks/build.sh");
  });
});

describe("a tree without git, as ask new makes one of a template", () => {
  it("is judged as it stands, and as a commit is", async () => {
    await project.change(SKILL, '"smartHome": {', endpoint);
    const report = await judge(true);
    expect(report.isCommit).toBe(false);
    expect(report.findings.map(({ rule }) => rule)).toContain("deployed-parts");
  });

  it("is not mistaken for the repository that it lies in", async () => {
    await commit();
    await cp(join(project.root, "skill-package"), join(project.root, "inner/skill-package"), { recursive: true });
    const inner = await checkProject({ root: join(project.root, "inner"), by, committed: true });
    expect(inner.isCommit).toBe(false);
    expect(inner.findings.map(({ what }) => what)).toEqual(["There is no such file."]);
  });
});
