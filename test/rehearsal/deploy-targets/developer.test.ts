import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createDeveloper } from "../../../rehearsal/deploy-targets/developer.ts";

/** In ask-cli's place: says where it is, what it was given and whom it finds signed in. */
const tellTale = `
const { existsSync } = require("node:fs");
const files = [".ask/cli_config", ".aws/credentials"].filter((path) => existsSync(process.env.HOME + "/" + path));
console.error("==================== Build Skill Code ====================");
console.error("[Warn]: nothing to worry about");
console.log(JSON.stringify({ argv: process.argv.slice(2), cwd: process.cwd(), env: process.env, files }));
process.exitCode = 4;
`;

describe("what a developer types", () => {
  let folder: string;
  const outputs: string[] = [];
  const doing: string[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "developer-"));
    const project = join(folder, "project");
    await mkdir(join(project, "node_modules"), { recursive: true });
    await mkdir(join(project, "skill-package"));
    await writeFile(join(project, "skill-package/skill.json"), '{ "manifest": {} }');
    await writeFile(join(project, "tell-tale.cjs"), tellTale);
    const bin = { "camera-skill": "dist/cli/camera-skill.mjs" };
    await writeFile(join(project, "package.json"), JSON.stringify({ name: "cameras", version: "1.0.0", bin }));
    process.env.AWS_PROFILE = "the-users-own";
    process.env.ASK_REFRESH_TOKEN = "the-users-own";
  });
  afterAll(async () => {
    delete process.env.AWS_PROFILE;
    delete process.env.ASK_REFRESH_TOKEN;
    await rm(folder, { recursive: true, force: true });
  });

  function developerOf(name: string, environmentKeys: boolean) {
    const project = join(folder, "project");
    return createDeveloper({
      project,
      folder: join(folder, name),
      askCli: join(project, "tell-tale.cjs"),
      cameraSkill: join(project, "tell-tale.cjs"),
      addresses: { ASK_LWA_TOKEN_HOST: "http://127.0.0.1:1" },
      signedIn: {
        accessToken: "Atza|a",
        refreshToken: "Atzr|r",
        vendorId: "M1",
        credentials: { accessKeyId: "AKIAKEY", secretAccessKey: "secret" },
      },
      environmentKeys,
      signal: new AbortController().signal,
      onDoing: (what) => doing.push(what),
      onOutput: (output) => outputs.push(output),
    });
  }

  const toldIn = (output: string) => JSON.parse(output.slice(output.indexOf("{"), output.lastIndexOf("}") + 1));

  async function askDeploy(name: string, environmentKeys: boolean) {
    const developer = await developerOf(name, environmentKeys);
    const { exitCode, output } = await developer.askDeploy("--ignore-hash");
    return { developer, exitCode, ...toldIn(output) };
  }

  it("runs in the workspace, with the rehearsal's addresses and a home of its own", async () => {
    const { developer, exitCode, argv, cwd, env, files } = await askDeploy("one", false);
    expect(exitCode).toBe(4);
    expect(argv).toEqual(["deploy", "--ignore-hash"]);
    expect(cwd).toBe(developer.workspace.folder);
    expect(env).toMatchObject({ HOME: join(folder, "one/home"), ASK_LWA_TOKEN_HOST: "http://127.0.0.1:1" });
    expect(files).toEqual([".ask/cli_config", ".aws/credentials"]);
    expect(outputs.at(-1)).toContain("deploy");
  });

  it("is told of in words of ours, never by a warning", () => {
    expect(doing.slice(0, 2)).toEqual(["ask deploy", "ask deploy: the functions are packed"]);
    expect(doing.join()).not.toContain("worry");
  });

  it("finds nothing of the user's own", async () => {
    const { env } = await askDeploy("two", false);
    expect(JSON.stringify(env)).not.toContain("the-users-own");
    expect(Object.keys(env)).not.toContain("AWS_ACCESS_KEY_ID");
  });

  it("finds its keys in variables and nobody signed in, where that is asked for", async () => {
    const { env, files } = await askDeploy("three", true);
    expect(env).toMatchObject({
      AWS_ACCESS_KEY_ID: "AKIAKEY",
      AWS_SECRET_ACCESS_KEY: "secret",
      ASK_REFRESH_TOKEN: "Atzr|r",
      ASK_VENDOR_ID: "M1",
    });
    expect(files).toEqual([]);
  });

  it("fails with what camera-skill has said, where that fails", async () => {
    const { developer } = await askDeploy("four", false);
    await expect(developer.cameraSkill("cameras", "list")).rejects.toThrow("camera-skill cameras list ended with 4");
  });

  it("runs npx with the project's own camera-skill, of which no registry is asked", async () => {
    const developer = await developerOf("five", false);
    const ran = await developer.type("npx camera-skill cameras list");
    expect(ran.exitCode).toBe(4);
    const { argv, cwd } = toldIn(ran.output);
    expect(argv).toEqual(["cameras", "list"]);
    expect(cwd).toBe(developer.workspace.folder);
  });

  it("has the profile and the region that docs/setup.md has them export, and may export others", async () => {
    const developer = await developerOf("six", false);
    const said = 'echo "$AWS_PROFILE $AWS_REGION $AWS_DEFAULT_REGION, key: $AWS_ACCESS_KEY_ID."';
    expect((await developer.type(said)).output).toBe("rehearsal us-east-1 us-east-1, key: .\n");
    await developer.type(["export AWS_PROFILE=other", "export AWS_REGION=eu-west-1"]);
    expect((await developer.type(said)).output).toBe("other eu-west-1 us-east-1, key: .\n");
    const second = developer.start(`${said}; pwd`);
    await second.untilSays(developer.workspace.folder);
    expect(second.output()).toContain("rehearsal us-east-1 us-east-1, key: .");
    await second.stop();
  });

  it("has keys in place of a profile, where that is asked for", async () => {
    const developer = await developerOf("seven", true);
    const { output } = await developer.type('echo "profile: $AWS_PROFILE, key: $AWS_ACCESS_KEY_ID"');
    expect(output).toBe("profile: , key: AKIAKEY\n");
  });
});
