import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { projectLink } from "../../../../../cli/doctor/links/deployment/project.ts";
import type { Reader } from "../../../../../cli/doctor/patient.ts";
import { readSkillCheck } from "../../../../../cli/doctor/reads/skill-check.ts";
import { readStack } from "../../../../../cli/doctor/reads/stack.ts";
import type { Finding } from "../../../../../infrastructure/checks/finding.ts";
import { patientFor } from "../../support/patient.ts";
import { breakageOf, seenOf } from "../support/examined.ts";
import { askResources, makeProjectFolder, type ProjectFolder } from "../support/project-folder.ts";

let project: ProjectFolder;

beforeAll(async () => {
  project = await makeProjectFolder();
});
afterAll(() => project.remove());

const finding = (more: Partial<Finding> = {}): Finding => ({
  rule: "locales",
  severity: "error",
  file: "skill-package/skill.json",
  line: 7,
  what: "It has no name in en-US.",
  remedy: "Write one.",
  ...more,
});

/** As far as it is changed here. */
interface AskResources {
  readonly profiles: { readonly default: { readonly skillInfrastructure: { readonly userConfig: UserConfig } } };
}
interface UserConfig {
  regionalOverrides?: Readonly<Record<string, { readonly templatePath: string }>>;
}

/** A patient whose npm finds this. */
async function patientWith(...findings: readonly Finding[]) {
  const report = JSON.stringify({ ok: findings.length === 0, isCommit: false, findings, beforeDeploy: 0 });
  await project.write("report.json", `${report}\n`);
  const expected = "run --silent skill:check -- --deploy --profile default --json";
  await project.program("npm", `[ "$*" = "${expected}" ] || exit 9\necho "npm warn" >&2\ncat report.json`);
  return patientFor({ folder: project.folder, environment: project.environment });
}

describe("the project's files", () => {
  it("are as the project's check wants them", async () => {
    expect(await seenOf(projectLink, await patientWith())).toEqual({
      seen: "skill:check finds nothing wrong",
      notes: [],
    });
  });

  it("have an error, which is named by its rule and its place", async () => {
    expect(await breakageOf(projectLink, await patientWith(finding(), finding({ rule: "icons" })))).toEqual({
      breakage: "project-locales",
      sentence: "skill-package/skill.json:7: It has no name in en-US.",
      remedy: { say: "Write one. npm run skill:check -- --deploy lists 1 more." },
    });
  });

  it.each([
    ["Restore it: git checkout -- hooks/build.sh", "git checkout -- hooks/build.sh"],
    ["chmod +x hooks/build.sh", "chmod +x hooks/build.sh"],
    ["Move it to accountLinking.json, and send it by: npm run account-linking", "npm run account-linking"],
    ["git update-index --chmod=+x hooks/build.sh, and commit.", undefined],
    ["Write the skill there with npm run deploy:state (docs/setup.md, CI); or else: --new-skill", undefined],
  ])("are put right by what the check says can be typed: %s", async (remedy, command) => {
    const found = await breakageOf(projectLink, await patientWith(finding({ remedy })));
    expect(found.remedy.type).toEqual(command === undefined ? undefined : [command]);
  });

  it("are put right for the profile that is examined", async () => {
    await patientWith(finding({ remedy: "Send it by: npm run account-linking" }));
    await project.program("npm", "cat report.json");
    const { folder, environment } = project;
    const { remedy } = await breakageOf(projectLink, patientFor({ folder, environment, profile: "beta" }));
    expect(remedy.type).toEqual(["npm run account-linking -- --profile beta"]);
  });

  it("are judged elsewhere by whether anything was deployed of them", async () => {
    expect((await seenOf(projectLink, await patientWith(finding({ rule: "known-skill" })))).notes).toEqual([]);
  });

  it("have warnings, of which the first are noted", async () => {
    const warnings = Array.from({ length: 5 }, () => finding({ severity: "warning" }));
    const { notes } = await seenOf(projectLink, await patientWith(...warnings));
    expect(notes).toHaveLength(4);
    expect(notes?.at(-1)).toBe("npm run skill:check -- --deploy has 2 more of these.");
  });

  it.each([
    [{ templateIsHere: true, status: "UPDATE_COMPLETE" }, "--except template --json"],
    [{ templateIsHere: true, status: "UPDATE_ROLLBACK_COMPLETE" }, "default --json"],
    [{ templateIsHere: false, status: "CREATE_COMPLETE" }, "default --json"],
    [{ templateIsHere: undefined, status: "CREATE_COMPLETE" }, "default --json"],
  ])("have a template that is not judged again where CloudFormation has taken it: %j", async (stack, typed) => {
    await project.write("report.json", '{"ok":true,"findings":[]}\n');
    await project.program("npm", 'echo "$*" > typed.txt\ncat report.json');
    const patient = patientFor({ folder: project.folder, environment: project.environment });
    const read = <Value>(reader: Reader<Value>) =>
      (reader as Reader<unknown>) === readStack ? Promise.resolve(stack as Value) : patient.read(reader);
    await readSkillCheck({ ...patient, read });
    expect(await readFile(join(project.folder, "typed.txt"), "utf8")).toMatch(new RegExp(`${typed}\n$`));
  });

  it("have another template as well, of which CloudFormation has said nothing: all are judged", async () => {
    await project.write("report.json", '{"ok":true,"findings":[]}\n');
    await project.program("npm", 'echo "$*" > typed.txt\ncat report.json');
    const resources = askResources({ regions: ["default", "EU"] }) as AskResources;
    resources.profiles.default.skillInfrastructure.userConfig.regionalOverrides = { EU: { templatePath: "./eu.yaml" } };
    await project.write("ask-resources.json", resources);
    const patient = patientFor({ folder: project.folder, environment: project.environment });
    const stack = { templateIsHere: true, status: "UPDATE_COMPLETE" };
    const read = <Value>(reader: Reader<Value>) =>
      (reader as Reader<unknown>) === readStack ? Promise.resolve(stack as Value) : patient.read(reader);
    await readSkillCheck({ ...patient, read });
    await project.write("ask-resources.json", askResources());
    expect(await readFile(join(project.folder, "typed.txt"), "utf8")).not.toContain("--except");
  });

  it("cannot be judged before npm ci", async () => {
    await project.program("npm", 'echo "error: the project\'s packages are not installed: type npm ci" >&2; exit 1');
    const patient = patientFor({ folder: project.folder, environment: project.environment });
    expect(await breakageOf(projectLink, patient)).toMatchObject({
      breakage: "project-not-checked",
      remedy: { type: ["npm ci"] },
    });
  });

  it("cannot be judged where ask-cli's notes cannot be read, and those are what is wrong", async () => {
    await project.program("npm", "echo 'error: .ask/ask-states.json is not what ask-cli 2.30 writes' >&2; exit 1");
    const states = ".ask/ask-states.json";
    await project.write(states, '{"askcli');
    const patient = patientFor({ folder: project.folder, environment: project.environment });
    const { breakage, sentence, remedy } = await breakageOf(projectLink, patient);
    await project.deployed();
    expect([breakage, sentence]).toEqual(["deploy-state-unreadable", expect.stringContaining(states)]);
    expect(remedy.type).toEqual([`mv ${states} ask-states.old.json`]);
  });

  it("cannot be judged where there is no such check", async () => {
    await project.program("npm", `echo 'npm error Missing script: "skill:check"' >&2; exit 1`);
    const patient = patientFor({ folder: project.folder, environment: project.environment });
    const { breakage, sentence } = await breakageOf(projectLink, patient);
    expect(breakage).toBe("project-not-checked");
    expect(sentence).toContain("Missing script");
  });
});
