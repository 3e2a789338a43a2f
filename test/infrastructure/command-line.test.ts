import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "@jest/globals";
import { projectRoot } from "../../infrastructure/project-root.ts";

/** Runs a script as npm does, with what npm puts into the environment. */
async function run(
  script: string,
  file: string,
  words: readonly string[],
  kept: Readonly<Record<string, string>> = {},
): Promise<{ code: number; stdout: string; stderr: string }> {
  const { PATH = "", HOME = "" } = process.env;
  const env = { PATH, HOME, npm_lifecycle_event: script, ...kept };
  const command = ["--import", "tsx", join(projectRoot, "infrastructure", file), ...words];
  try {
    return { code: 0, ...(await promisify(execFile)(process.execPath, command, { cwd: projectRoot, env })) };
  } catch (error) {
    return error as { code: number; stdout: string; stderr: string };
  }
}

describe("a script of ours that was typed without --", () => {
  it.each([
    ["deploy", "deploy.ts", "profile", ["beta"], "npm run deploy -- --profile beta"],
    ["skill:check", "skill-check.ts", "committed", [], "npm run skill:check -- --committed"],
    ["deploy:state", "deploy-state.ts", "replace", [], "npm run deploy:state -- --replace"],
    ["account-linking", "account-linking.ts", "profile", ["beta"], "npm run account-linking -- --profile beta"],
    ["locale:add", "add-locale.ts", "from", ["ja-JP", "de-DE"], "npm run locale:add -- --from …"],
    ["package", "package-lambda.ts", "json", [], "npm run package -- --json"],
  ])("does nothing but say so: %s", async (script, file, option, words, meant) => {
    const { code, stdout, stderr } = await run(script, file, words, { [`npm_config_${option}`]: "true" });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toBe(
      `error: npm has kept --${option} for itself: options go behind \`--\`. Type: ${meant}\nnpm run ${script} -- --help shows the options\n`,
    );
  });
});

describe("wrong usage", () => {
  it.each([
    ["deploy", "deploy.ts", ["beta"], "Unexpected argument 'beta'"],
    ["deploy:state", "deploy-state.ts", ["--skill-id", "foo"], "foo is no skill's id: amzn1.ask.skill.<uuid>"],
    ["account-linking", "account-linking.ts", ["--skill-id", "foo"], "foo is no skill's id"],
    ["locale:add", "add-locale.ts", [], "which locale?"],
  ])("is said in two lines, with exit code 2: %s", async (script, file, words, what) => {
    const { code, stderr } = await run(script, file, words);
    expect(code).toBe(2);
    expect(stderr).toContain(`error: ${what}`);
    expect(stderr.split("\n").slice(1)).toEqual([`npm run ${script} -- --help shows the options`, ""]);
  });
});

describe("what is asked of a project that has it not", () => {
  it("is refused by deploy:state, for a profile", async () => {
    const { code, stdout, stderr } = await run("deploy:state", "deploy-state.ts", ["--profile", "nobody's"]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("there is no profile nobody's in ask-resources.json; there is default");
  });

  it("is refused by locale:add, for a skill package", async () => {
    const { code, stderr } = await run("locale:add", "add-locale.ts", ["ja-JP", "--package", "nope"]);
    expect(code).toBe(1);
    expect(stderr).toBe(
      "error: there is no nope/skill.json: --package wants the folder of a skill package, and nope is none\n",
    );
  });
});
