import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "@jest/globals";
import { breakages } from "../../../rehearsal/breakages/list.ts";
import { usage } from "../../../rehearsal/breakages/usage.ts";

/** `npm run doctor:rehearse`, where it plays nothing. */
async function rehearse(...typed: readonly string[]) {
  const child = spawn(process.execPath, ["node_modules/tsx/dist/cli.mjs", "rehearsal/breakages/rehearse.ts", ...typed]);
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((resolve) => child.on("exit", resolve)),
  ]);
  return { stdout, stderr, code };
}

describe("npm run doctor:rehearse", () => {
  it("lists for a machine what it breaks, and what that goes on from", async () => {
    const { stdout, code } = await rehearse("--list", "--json");
    expect(JSON.parse(stdout).breakages).toEqual([
      { name: "installed", title: "An installation in which all is well" },
      ...breakages.map(({ name, title, fromNothing }) => ({
        name,
        title,
        ...(!fromNothing && { after: "installed" }),
      })),
    ]);
    expect(code).toBe(0);
  });

  it("ends with 2 for a breakage that there is not, and says which there are", async () => {
    const { stderr, code } = await rehearse("--breakage", "dropped-on-the-floor");
    expect(stderr).toContain('there is no breakage "dropped-on-the-floor"; there are: installed, clock-skew');
    expect(code).toBe(2);
  });

  it("says what it does", async () => {
    const { stdout, code } = await rehearse("--help");
    expect(stdout).toBe(usage);
    expect(code).toBe(0);
  });
});
