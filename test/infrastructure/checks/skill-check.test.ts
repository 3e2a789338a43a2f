import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "@jest/globals";
import { type CheckReport, checkProject } from "../../../infrastructure/checks/check-project.ts";
import { printReport } from "../../../infrastructure/checks/print-report.ts";
import { rules } from "../../../infrastructure/checks/rules/index.ts";
import { projectRoot } from "../../../infrastructure/project-root.ts";

const script = fileURLToPath(new URL("../../../infrastructure/skill-check.ts", import.meta.url));

/** Runs the command as npm does. */
async function run(...words: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const environment = { PATH: process.env.PATH ?? "", HOME: process.env.HOME ?? "" };
  const options = { cwd: projectRoot, env: environment };
  try {
    return {
      code: 0,
      ...(await promisify(execFile)(process.execPath, ["--import", "tsx", script, ...words], options)),
    };
  } catch (error) {
    return error as { code: number; stdout: string; stderr: string };
  }
}

describe("this project", () => {
  let report: CheckReport;
  beforeAll(async () => {
    report = await checkProject({ root: projectRoot });
    // AWS's validator takes seconds to load.
  }, 60_000);

  it("has nothing in it that stands in the way of a deploy, by all rules", () => {
    expect(report.findings.filter(({ severity }) => severity === "error")).toEqual([]);
  });
});

describe("npm run skill:check", () => {
  it("explains itself", async () => {
    const { code, stdout } = await run("--help");
    expect(code).toBe(0);
    for (const flag of ["--deploy", "--profile", "--certification", "--committed", "--except", "--json"])
      expect(stdout).toContain(flag);
  });

  it("ends with 2 where it is used wrongly, and says in two lines what is wrong and where help is", async () => {
    for (const words of [["--deplyo"], ["--profile", "x"], ["--deploy", "--committed"], ["--except", "tempalte"]]) {
      const { code, stderr } = await run(...words);
      expect(code).toBe(2);
      expect(stderr).toMatch(/^error: [^\n]+\nnpm run skill:check -- --help shows the options\n$/);
    }
  });

  it("leaves out the rules that are named, and keeps to the others", async () => {
    // What is still to be filled in differs from project to project: this one's own check says what is left of it.
    const left = ["locale-regions", "locales"];
    const by = rules.filter(({ name }) => left.includes(name));
    const { findings } = await checkProject({ root: projectRoot, certification: true, by });
    const except = rules.filter(({ name }) => !left.includes(name)).flatMap(({ name }) => ["--except", name]);
    const { stdout } = await run("--certification", ...except, "--json");
    expect(JSON.parse(stdout).findings).toEqual(JSON.parse(JSON.stringify(findings)));
  });

  it("ends with 1 where something stands in the way, and says it for machines", async () => {
    const { code, stdout } = await run("--deploy", "--profile", "nobody's", "--json");
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, findings: [{ file: "ask-resources.json", line: 3 }] });
  });
});

describe("a report", () => {
  const finding = {
    rule: "icons",
    severity: "error",
    file: "a.json",
    line: 7,
    what: "It is red.",
    remedy: "Paint it.",
  } as const;

  const report = {
    ok: true,
    isCommit: false,
    isForDeploy: false,
    findings: [],
    beforeDeploy: 0,
    beforeCertification: 0,
  };

  it("has the place, what is wrong and what to do, and ends with the verdict", () => {
    const text = printReport({ ...report, ok: false, findings: [finding], beforeCertification: 2 });
    expect(text).toContain("✘ a.json:7  (icons)\n  It is red.\n  → Paint it.\n");
    expect(text).toContain("✘ 1 error in the project\n");
    expect(text).toContain("Before a certification 2 things more: npm run skill:check -- --certification");
  });

  it("is a verdict alone where nothing is wrong", () => {
    expect(printReport(report)).toBe("✔ manifest, stack and ask-resources.json are sound\n");
    expect(printReport({ ...report, isCommit: true })).toBe(
      "✔ the last commit's manifest, stack and ask-resources.json are sound\n",
    );
  });

  it("says that a project may be deployed only where it was judged for that, and else what is left to do", () => {
    expect(printReport({ ...report, isForDeploy: true })).toBe("✔ the project may be deployed\n");
    expect(printReport({ ...report, beforeDeploy: 1 })).toBe(
      "✔ manifest, stack and ask-resources.json are sound\n" +
        "Before a deploy 1 thing more: npm run skill:check -- --deploy\n",
    );
  });

  it("has one cause once, with all its lines", () => {
    const findings = [finding, { ...finding, line: 9 }, { ...finding, line: 8, what: "It is blue." }];
    const text = printReport({ ...report, ok: false, findings });
    expect(text).toContain("✘ a.json:7, :9  (icons)\n  It is red.\n");
    expect(text).toContain("✘ 2 errors in the project\n");
  });

  it("tells of warnings, which stop nothing", () => {
    const warning = { ...finding, severity: "warning" } as const;
    const text = printReport({ ...report, isForDeploy: true, findings: [warning] });
    expect(text).toContain("! a.json:7");
    expect(text).toContain("✔ the project may be deployed; 1 warning\n");
  });
});
