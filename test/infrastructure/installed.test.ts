import { spawnSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { projectRoot } from "./support/copy-project.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "not-installed-"));
  await mkdir(join(folder, "infrastructure"));
  await cp(join(projectRoot, "infrastructure/installed.mjs"), join(folder, "infrastructure/installed.mjs"));
});
afterAll(() => rm(folder, { recursive: true }));

function run(...words: string[]): { code: number | null; said: string } {
  const { status, stderr } = spawnSync(process.execPath, [join(folder, "infrastructure/installed.mjs"), ...words]);
  return { code: status, said: stderr.toString() };
}

describe("a clone", () => {
  it("says that its packages are missing, then that nothing is built, and nothing more once it is ready", async () => {
    expect(run()).toEqual({ code: 1, said: "error: the project's packages are not installed: type npm ci\n" });
    await mkdir(join(folder, "node_modules/tsx"), { recursive: true });
    expect(run()).toEqual({ code: 0, said: "" });
    expect(run("--built")).toEqual({ code: 1, said: "error: nothing is built: type npm run build\n" });
    await mkdir(join(folder, "dist/cli"), { recursive: true });
    await writeFile(join(folder, "dist/cli/camera-skill.mjs"), "");
    expect(run("--built")).toEqual({ code: 0, said: "" });
  });

  it("is looked at before each script that needs a package", async () => {
    const { scripts } = JSON.parse(await readFile(join(projectRoot, "package.json"), "utf8"));
    const needing = Object.entries<string>(scripts).filter(([, script]) => /tsx |dist\//.test(script));
    expect(needing.length).toBeGreaterThan(8);
    for (const [, script] of needing) expect(script).toMatch(/^node infrastructure\/installed\.mjs /);
  });
});
