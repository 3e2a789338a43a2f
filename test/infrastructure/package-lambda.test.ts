import { execFile } from "node:child_process";
import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { copyProject, linkPackages, projectRoot } from "./support/copy-project.ts";

let folder: string;
let project: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "package-command-"));
  project = join(folder, "project");
  await copyProject(project);
  await linkPackages(project);
});
afterAll(() => rm(folder, { recursive: true }));

function npmRunPackage(...parameters: string[]): Promise<{ code: unknown; stdout: string; stderr: string }> {
  const tsx = join(projectRoot, "node_modules/tsx/dist/cli.mjs");
  const command = [tsx, "infrastructure/package-lambda.ts", ...parameters];
  return new Promise((resolve) => {
    execFile(process.execPath, command, { cwd: project }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });
}

describe("npm run package", () => {
  it("explains itself", async () => {
    const { code, stdout } = await npmRunPackage("--help");
    expect(code).toBe(0);
    for (const option of ["--zip FILE", "--json", "dist/lambda.zip"]) expect(stdout).toContain(option);
  });

  it.each([["--zap"], ["lambda.zip"], ["--zip="]])("refuses %s as wrong usage", async (parameter) => {
    const { code, stderr } = await npmRunPackage(parameter);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error: [^\n]+\nnpm run package -- --help shows the options\n$/);
  });

  it("says where the zip is, and warns beside it, so that a machine can read what it says", async () => {
    const { code, stdout, stderr } = await npmRunPackage("--json");
    expect(code).toBe(0);
    expect(stderr).toMatch(/^warning: there is no cameras\.json/);
    const { zip, bytes } = JSON.parse(stdout);
    expect(zip).toBe(join(project, "dist/lambda.zip"));
    expect((await readFile(zip)).length).toBe(bytes);
  });

  it("fails with the camera and the field where cameras.json is wrong", async () => {
    await writeFile(join(project, "cameras.json"), '[{"id":"front-door"}]');
    const { code, stderr } = await npmRunPackage();
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^error: cameras\.json \[0\]\.name is missing or wrong \(the camera "front-door"\)\. [^\n]+\n$/,
    );
    await rm(join(project, "cameras.json"));
  });

  it("fails with the file and the line where the code is no TypeScript, and says that once", async () => {
    await appendFile(join(project, "lambda/snapshot.ts"), "\nconst broken = ;\n");
    const { code, stdout, stderr } = await npmRunPackage();
    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr.match(/lambda\/snapshot\.ts:\d+:/g)).toHaveLength(1);
    expect(stderr).toMatch(/error: the code could not be bundled, so no zip was written\n$/);
  });
});
