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
async function rehearse(...typed: readonly string[]) {
  const program = "rehearsal/deploy-targets/rehearse.ts";
  const child = spawn(process.execPath, ["node_modules/tsx/dist/cli.mjs", program, ...typed]);
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((resolve) => child.on("exit", resolve)),
  ]);
  return { stdout, stderr, code };
}

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

  it("ends with 2 for a scenario that there is not, and says which there are", async () => {
    const { stderr, code } = await rehearse("--scenario", "tenth-deploy");
    expect(stderr).toContain('there is no scenario "tenth-deploy"; there are: first-deploy, second-deploy');
    expect(code).toBe(2);
  });

  it("takes several scenarios", () => {
    expect(readOptions(["--scenario", "a", "--scenario", "b", "--keep"])).toMatchObject({
      scenarios: ["a", "b"],
      keep: true,
      json: false,
    });
  });

  it("refuses an option that there is not", () => {
    expect(() => readOptions(["--fast"])).toThrow(WrongUsage);
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

  it("is one line a scenario without a terminal, and at last the count", () => {
    const results = new PassThrough();
    const status = new PassThrough();
    const report = createReport(results as unknown as WriteStream, status as unknown as WriteStream);
    report.doing("working");
    report.result(passed);
    report.result(failed);
    report.end([passed, failed]);
    expect(String(results.read())).toBe(
      [
        "✔ A first deploy (9.4 s): one skill",
        "✘ A second deploy (9.4 s): the stack is another one",
        "    Error: no",
        "    at all",
        "    Kept in /somewhere",
        "1 passed, 1 failed",
        "",
      ].join("\n"),
    );
    expect(status.read()).toBeNull();
  });

  it("is one JSON document for a machine", () => {
    const document = asJson([passed, failed]);
    expect(document.trim()).not.toContain("\n");
    expect(JSON.parse(document)).toEqual({ ok: false, passed: 1, failed: 1, scenarios: [passed, failed] });
  });
});
