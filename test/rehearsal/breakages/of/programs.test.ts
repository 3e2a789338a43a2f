import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { clockOf } from "../../../../rehearsal/breakages/of/clock.ts";
import { type Programs, programsOf } from "../../../../rehearsal/breakages/of/programs.ts";
import type { Developer } from "../../../../rehearsal/deploy-targets/developer.ts";

const run = promisify(execFile);
let desk: string;
let programs: Programs;
const type = async (line: string) => {
  const env = { PATH: `${join(desk, "bin")}:${process.env.PATH}` };
  const { stdout } = await run("sh", ["-e", "-c", line], { env });
  return stdout.trim();
};

beforeAll(async () => {
  desk = await mkdtemp(join(tmpdir(), "programs-"));
  await mkdir(join(desk, "bin"));
  await writeFile(join(desk, "bin/ask"), "#!/bin/sh\necho the real one\n", { mode: 0o755 });
  programs = programsOf({ workspace: { folder: join(desk, "camera-skill") } } as Developer);
});
afterAll(() => rm(desk, { recursive: true, force: true }));

describe("a desk's programs", () => {
  it("give way to another one, which can start them, and come back", async () => {
    await programs.write("ask", (other) => `echo "instead of $(${other})"`);
    expect(await type("ask")).toBe("instead of the real one");
    await programs.remove("ask");
    expect(await type("ask")).toBe("the real one");
  });

  it("can be taken away, with the machine's own of that name, and all others are still found", async () => {
    const line = await programs.takeAway("ask");
    expect(await type(`${line}; command -v ask || echo none; command -v ls`)).toMatch(/^none\n\S+\/ls$/);
    expect(await type(`${line}; ${programs.putBack("ask")}; ask`)).toBe("the real one");
  });
});

describe("a desk's clock", () => {
  const NOW = `"${process.execPath}" -p 'JSON.stringify([Date.now(), new Date().getTime(), new Date(5).getTime()])'`;

  it("is as far off as it was put, for programs of Node.js, until sudo timedatectl sets it", async () => {
    const clock = await clockOf(programs);
    await clock.put(3_600_000);
    const [now = 0, made = 0, given] = JSON.parse(await type(`${clock.wear}; ${NOW}`)) as number[];
    expect(now - Date.now()).toBeGreaterThan(3_500_000);
    expect(made).toBeGreaterThanOrEqual(now);
    expect(given).toBe(5);
    await expect(type("timedatectl set-ntp true")).rejects.toThrow("only root");
    const [set = 0] = JSON.parse(await type(`${clock.wear}; sudo timedatectl set-ntp true; ${NOW}`)) as number[];
    expect(Math.abs(set - Date.now())).toBeLessThan(60_000);
  });
});
