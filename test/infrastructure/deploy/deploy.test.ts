import { execFile } from "node:child_process";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "@jest/globals";
import { findAsk } from "../../../infrastructure/ask/find-ask.ts";
import { profileOf } from "../../../infrastructure/ask/profile.ts";
import { readDeployArguments } from "../../../infrastructure/deploy/read-arguments.ts";
import { runSteps, type Step } from "../../../infrastructure/deploy/run-steps.ts";
import { deploySteps } from "../../../infrastructure/deploy/steps.ts";
import { projectRoot } from "../../../infrastructure/project-root.ts";

function step(title: string, script: string): Step {
  const command = { command: [process.execPath, "-e", script], cwd: tmpdir(), environment: process.env };
  return { title, command, onFailure: `type ${title}` };
}

async function run(...steps: Step[]): Promise<{ ok: boolean; told: string; waited: string[] }> {
  let told = "";
  let clock = 0;
  const waited: string[] = [];
  const ok = await runSteps(steps, {
    tell(text) {
      told += text;
    },
    wait(title) {
      waited.push(title);
      return () => waited.push(`${title} ended`);
    },
    now() {
      clock += 1_250;
      return clock;
    },
  });
  return { ok, told, waited };
}

describe("the steps of a deploy", () => {
  it("are told of with their times, and what they write is not shown", async () => {
    const { ok, told } = await run(step("one", "console.log('chatter')"), step("two", ""));
    expect(ok).toBe(true);
    expect(told).toBe("[1/2] one\n✔ one (1.3 s)\n[2/2] two\n✔ two (1.3 s)\n");
  });

  it("end with the first that fails: with what it wrote and what to type", async () => {
    const { ok, told } = await run(step("one", "console.error('line 7 is red'); process.exit(3)"), step("two", ""));
    expect(ok).toBe(false);
    expect(told).toBe("[1/2] one\nline 7 is red\n✘ one, after 1.3 s\n\ntype one\n");
  });

  it("show that they are under way, but for the one that has the terminal for itself", async () => {
    const last = step("last", "");
    const inTerminal = { ...last, command: { ...last.command, inTerminal: true } };
    expect((await run(step("one", "process.exit(1)"))).waited).toEqual(["one", "one ended"]);
    expect((await run(inTerminal)).waited).toEqual([]);
  });

  it("tell what they wrote where they may warn", async () => {
    const { told } = await run({ ...step("one", "console.log('! a warning')"), telling: true });
    expect(told).toBe("[1/1] one\n! a warning\n✔ one (1.3 s)\n");
  });

  it("look at all that can fail here before ask-cli uploads anything", () => {
    const given = readDeployArguments(["--profile", "beta", "--new-skill"]);
    const steps = deploySteps({ root: "/project", ask: "/bin/ask", environment: {} }, given);
    expect(steps.map(({ command }) => command.command.join(" "))).toEqual([
      "/bin/ask --version",
      expect.stringMatching(/skill-check\.ts --deploy --profile beta --new-skill$/),
      expect.stringMatching(/tsc --noEmit$/),
      expect.stringMatching(/infrastructure\/build\.ts$/),
      expect.stringMatching(/jest\.js test\/infrastructure test\/lambda\/index\.test\.ts test\/lambda\/directives$/),
      "/bin/ask deploy --profile beta",
    ]);
    expect(steps.map(({ command }) => command.inTerminal === true)).toEqual([false, false, false, false, false, true]);
  });

  it("run every test where that is wanted", () => {
    const steps = deploySteps({ root: "/p", ask: "ask", environment: {} }, readDeployArguments(["--all-tests"]));
    expect(steps[4]?.command.command.at(-1)).toMatch(/jest\.js$/);
  });
});

describe("what npm run deploy is told", () => {
  it("goes on to ask deploy, but for our own flags", () => {
    expect(readDeployArguments(["--all-tests", "-p", "beta", "--ignore-hash"])).toEqual({
      help: false,
      allTests: true,
      newSkill: false,
      profile: "beta",
      passedOn: ["-p", "beta", "--ignore-hash"],
    });
    expect(readDeployArguments(["--profile=beta"]).profile).toBe("beta");
    expect(readDeployArguments([]).profile).toBeUndefined();
  });

  it("is refused where ask deploy would take no notice of it", () => {
    expect(() => readDeployArguments(["beta"])).toThrow("Unexpected argument 'beta'");
    expect(() => readDeployArguments(["--profil", "beta"])).toThrow("Unknown option '--profil'");
    expect(() => readDeployArguments(["--profile"])).toThrow("argument missing");
  });
});

describe("ask-cli's profile", () => {
  const keys = { AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "s", ASK_REFRESH_TOKEN: "r", ASK_VENDOR_ID: "v" };

  it("is the one that is named, else that of the environment's keys, else that of ASK_DEFAULT_PROFILE", () => {
    expect(profileOf("beta", keys)).toBe("beta");
    expect(profileOf(undefined, keys)).toBe("__ENVIRONMENT_ASK_PROFILE__");
    expect(profileOf(undefined, { ...keys, ASK_VENDOR_ID: "", ASK_DEFAULT_PROFILE: "mine" })).toBe("mine");
    expect(profileOf(undefined, {})).toBe("default");
  });
});

describe("npm run deploy", () => {
  const script = join(projectRoot, "infrastructure/deploy.ts");

  async function deploy(PATH: string, ...words: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
    const options = { cwd: projectRoot, env: { PATH, HOME: tmpdir() } };
    try {
      const ended = await promisify(execFile)(process.execPath, ["--import", "tsx", script, ...words], options);
      return { code: 0, ...ended };
    } catch (error) {
      return error as { code: number; stdout: string; stderr: string };
    }
  }

  it("says what to type where ask-cli is missing", async () => {
    const { code, stderr } = await deploy("/nowhere");
    expect(code).toBe(1);
    expect(stderr).toContain("npm install --global ask-cli");
  });

  it("stops at an ask-cli that does not start, with the repair, and at a project that is not ready", async () => {
    const folder = await mkdtemp(join(tmpdir(), "camera-skill-ask-"));
    const ask = join(folder, "ask");
    await writeFile(ask, "#!/bin/sh\necho antlr4ts is broken >&2; exit 1\n");
    await chmod(ask, 0o755);
    const broken = await deploy(folder);
    await writeFile(ask, "#!/bin/sh\nexit 0\n");
    const notReady = await deploy(folder, "--profile", "nobody's");
    await rm(folder, { recursive: true });
    expect(broken.code).toBe(1);
    expect(broken.stdout).toContain("antlr4ts is broken\n✘ ask-cli");
    expect(broken.stdout).toContain('"antlr4ts": "0.5.0-alpha.4"');
    expect(notReady.code).toBe(1);
    expect(notReady.stdout).toContain("There is no profile nobody's in it.");
    expect(notReady.stdout).not.toContain("[3/5]");
  });

  it("finds ask-cli as a terminal does", async () => {
    expect(await findAsk({ PATH: "" })).toBeUndefined();
    expect(await findAsk({})).toBeUndefined();
  });
});
