import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "@jest/globals";
import { type CheckReport, checkProject } from "../../../infrastructure/checks/check-project.ts";
import { printReport } from "../../../infrastructure/checks/print-report.ts";
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
    for (const flag of ["--deploy", "--profile", "--certification", "--committed", "--json"])
      expect(stdout).toContain(flag);
  });

  it("ends with 2 where it is used wrongly, and says how", async () => {
    for (const words of [["--deplyo"], ["--profile", "x"], ["--deploy", "--committed"]]) {
      const { code, stderr } = await run(...words);
      expect(code).toBe(2);
      expect(stderr).toContain("Usage: npm run skill:check");
    }
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

  it("has the place, what is wrong and what to do, and ends with the verdict", () => {
    const text = printReport({ ok: false, isCommit: false, findings: [finding], beforeCertification: 2 });
    expect(text).toContain("✘ a.json:7  (icons)\n  It is red.\n  → Paint it.\n");
    expect(text).toContain("✘ 1 error in the project\n");
    expect(text).toContain("Before a certification 2 things more: npm run skill:check -- --certification");
  });

  it("is a verdict alone where nothing is wrong", () => {
    const text = printReport({ ok: true, isCommit: true, findings: [], beforeCertification: 0 });
    expect(text).toBe("✔ the last commit may be deployed\n");
  });

  it("tells of warnings, which stop nothing", () => {
    const warning = { ...finding, severity: "warning" } as const;
    const text = printReport({ ok: true, isCommit: false, findings: [warning], beforeCertification: 0 });
    expect(text).toContain("! a.json:7");
    expect(text).toContain("✔ the project may be deployed; 1 warning\n");
  });
});
