import { spawn } from "node:child_process";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import type { WriteStream } from "node:tty";
import { describe, expect, it } from "@jest/globals";
import { readOptions, WrongUsage } from "../../../rehearsal/deploy-targets/options.ts";
import { asJson, createReport } from "../../../rehearsal/deploy-targets/report.ts";
import type { ScenarioResult } from "../../../rehearsal/deploy-targets/run-scenarios.ts";
import { scenarios } from "../../../rehearsal/deploy-targets/scenarios/list.ts";

/** `npm run deploy:rehearse`, where it plays nothing. */
const rehearse = (...typed: readonly string[]) => started({}, ...typed);

async function started(environment: NodeJS.ProcessEnv, ...typed: readonly string[]) {
  const program = "rehearsal/deploy-targets/rehearse.ts";
  const env = { ...process.env, ...environment };
  const child = spawn(process.execPath, ["node_modules/tsx/dist/cli.mjs", program, ...typed], { env });
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((resolve) => child.on("exit", resolve)),
  ]);
  return { stdout, stderr, code };
}

const script = { script: "deploy:rehearse", choice: "scenario" };

describe("npm run deploy:rehearse", () => {
  it("lists its scenarios, one a line", async () => {
    const { stdout, code } = await rehearse("--list");
    expect(
      stdout
        .trim()
        .split("\n")
        .map((line) => line.split(" ")[0]),
    ).toEqual(scenarios.map(({ name }) => name));
    expect(code).toBe(0);
  });

  it("lists them for a machine", async () => {
    const { stdout } = await rehearse("--list", "--json");
    expect(JSON.parse(stdout)).toEqual({
      scenarios: scenarios.map(({ name, title, after }) => ({ name, title, ...(after !== undefined && { after }) })),
    });
  });

  it("refuses an option that npm has kept for itself, instead of playing everything", async () => {
    const npm = { npm_lifecycle_event: "deploy:rehearse", npm_config_list: "true" };
    const { stdout, stderr, code } = await started(npm);
    expect(stderr).toContain("npm run deploy:rehearse -- --list\n");
    expect(stdout).toBe("");
    expect(code).toBe(2);
  });

  it("ends with 2 for a scenario that there is not, and says which there are", async () => {
    const { stderr, code } = await rehearse("--scenario", "tenth-deploy");
    expect(stderr).toContain('there is no scenario "tenth-deploy"; there are: first-deploy, second-deploy');
    expect(stderr.trim().split("\n")).toHaveLength(2);
    expect(code).toBe(2);
  });

  it("takes several scenarios", () => {
    expect(readOptions(["--scenario", "a", "--scenario", "b", "--keep"], {}, script)).toMatchObject({
      only: ["a", "b"],
      keep: true,
      json: false,
    });
  });

  it("refuses an option that there is not", () => {
    expect(() => readOptions(["--fast"], {}, script)).toThrow(WrongUsage);
  });
});

describe("its scenarios", () => {
  it("have names of their own, and come after what they go on from", () => {
    const names = scenarios.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const [index, { after }] of scenarios.entries()) {
      if (after !== undefined) expect(names.slice(0, index)).toContain(after);
    }
  });
});

describe("what it says", () => {
  const passed: ScenarioResult = {
    name: "first-deploy",
    title: "A first deploy",
    outcome: "pass",
    milliseconds: 9_440,
    message: "one skill",
  };
  const failed: ScenarioResult = {
    ...passed,
    name: "second-deploy",
    title: "A second deploy",
    outcome: "fail",
    message: "the stack is another one",
    output: "Error: no\nat all",
    kept: "/somewhere",
  };

  it("is a line a scenario and its details under it, and at last the count", () => {
    const results = new PassThrough();
    const status = new PassThrough();
    const report = createReport(results as unknown as WriteStream, status as unknown as WriteStream);
    report.begin("A first deploy", 1, 2);
    report.doing("working");
    report.result(passed);
    report.result(failed);
    report.end([passed, failed]);
    expect(String(results.read())).toBe(
      [
        "✔ A first deploy (9.4 s)",
        "    one skill",
        "✘ A second deploy (9.4 s)",
        "    the stack is another one",
        "        Error: no",
        "        at all",
        "    Kept in /somewhere",
        "1 passed, 1 failed",
        "",
      ].join("\n"),
    );
    expect(status.read()).toBeNull();
  });

  it.each([undefined, 40, 60])("wraps the details between words to the terminal's columns: %s", (columns) => {
    const results = Object.assign(new PassThrough(), { columns });
    const report = createReport(results as unknown as WriteStream, new PassThrough() as unknown as WriteStream);
    report.result({ ...passed, message: "one skill, one stack and nothing else ".repeat(6).trim() });
    const [title, ...details] = String(results.read()).trimEnd().split("\n");
    expect(title).toBe("✔ A first deploy (9.4 s)");
    const lengths = details.map(({ length }) => length);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(columns ?? 80);
    expect(Math.max(...lengths)).toBeGreaterThan((columns ?? 80) - 10);
    expect(details.every((line) => /^ {4}\S/.test(line))).toBe(true);
    expect(details.map((line) => line.trim()).join(" ")).toBe(
      "one skill, one stack and nothing else ".repeat(6).trim(),
    );
  });

  it("shows in a terminal which scenario it is of how many, and what is under way", () => {
    const status = Object.assign(new PassThrough(), {
      isTTY: true,
      columns: 100,
      cursorTo() {},
      clearLine() {},
      moveCursor() {},
    });
    const report = createReport(new PassThrough() as unknown as WriteStream, status as unknown as WriteStream);
    report.begin("A deploy of changed code", 3, 8);
    report.doing("ask deploy: the functions are packed");
    report.done("Node.js 24 installed");
    report.clear();
    const shown = String(status.read());
    expect(shown).toContain("3 of 8: A deploy of changed code");
    expect(shown).toContain("    ask deploy: the functions are packed");
  });

  it("is one JSON document for a machine", () => {
    const document = asJson([passed, failed]);
    expect(document.trim()).not.toContain("\n");
    expect(JSON.parse(document)).toEqual({ ok: false, passed: 1, failed: 1, scenarios: [passed, failed] });
  });
});
