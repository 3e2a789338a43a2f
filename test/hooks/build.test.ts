import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { packageLambda } from "../../infrastructure/lambda-zip/package-lambda.ts";
import { copyProject, linkPackages, projectRoot } from "../infrastructure/support/copy-project.ts";

let folder: string;
let project: string;
let built: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "hook-"));
  project = join(folder, "a project with spaces, a way down");
  built = join(project, ".ask/lambda/build.zip");
  await copyProject(project);
  // Whoever develops this may have cameras of their own.
  await cp(join(projectRoot, "cameras.json"), join(project, "cameras.json")).catch(() => {});
  await mkdir(join(project, ".ask/lambda"), { recursive: true });
});
afterAll(() => rm(folder, { recursive: true }));

/** Calls the hook as ask-cli does, but with its path quoted, and on another sort of machine. */
function callHook(): Promise<{ code: unknown; stdout: string; stderr: string }> {
  const parameters = ["-c", 'umask 077; "$0" "$@"', join(project, "hooks/build.sh"), built, "false"];
  const options = { cwd: join(project, ".ask/lambda"), env: { ...process.env, TZ: "Asia/Kolkata" } };
  return new Promise((resolve) => {
    execFile("sh", parameters, options, (error, stdout, stderr) => resolve({ code: error?.code ?? 0, stdout, stderr }));
  });
}

describe("ask-cli's build hook", () => {
  it("may be executed, which ask-cli does not see to", async () => {
    expect((await stat(join(projectRoot, "hooks/build.sh"))).mode & 0o777).toBe(0o755);
  });

  it("says what to type where the packages are not installed", async () => {
    const { code, stderr } = await callHook();
    expect(code).toBe(1);
    expect(stderr).toContain("run npm ci first");
    expect(stderr).toContain(project);
    expect(stderr.trim()).not.toContain("\n");
  });

  it("writes the very zip that another folder gives, in another time zone and under another umask", async () => {
    await linkPackages(project);
    const ours = join(folder, "ours.zip");
    const { bytes, sha256, files } = await packageLambda({ root: projectRoot, zip: ours });
    const { code, stdout } = await callHook();
    expect(code).toBe(0);
    expect(stdout).toBe(`${built}: ${bytes} bytes, ${files.length} files, sha256 ${sha256}\n`);
    expect(await readFile(built)).toEqual(await readFile(ours));
  });
});
