import { spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "@jest/globals";
import { endAll, run } from "../run.ts";

afterAll(endAll);

const command = join(import.meta.dirname, "../../../dist/cli/camera-skill.mjs");

describe("the doctor, waiting for a token on standard input", () => {
  it("ends by one Ctrl-C", async () => {
    // Says when it listens for that.
    const told = 'process.on("newListener",name=>name==="SIGHUP"&&process.stderr.write("listens"))';
    const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(told)}`;
    const child = spawn(process.execPath, [command, "doctor", "--profile", "default", "--token-file", "-"], {
      env: { PATH: process.env.PATH ?? "", NODE_OPTIONS },
    });
    try {
      const exit = once(child, "exit");
      for await (const said of child.stderr) if (String(said).includes("listens")) break;
      child.kill("SIGINT");
      expect((await exit)[0]).toBe(130);
    } finally {
      child.kill("SIGKILL");
    }
  });
});

describe("the doctor, asked wrongly", () => {
  it.each([
    [["--nope"], "unknown option '--nope'"],
    [["extra"], "too many arguments"],
    [["--camera"], "argument missing"],
    [["--alexa-region", "XX"], "Allowed choices are default, NA, EU, FE"],
    [["--explain", "answer-lat"], "Did you mean answer-late?"],
    [["--rehearsal", "--profile", "beta", "--data", tmpdir()], "--rehearsal goes with neither"],
  ])("ends with 2 for %j, and examines nothing", async (flags, message) => {
    const { code, out, err } = await run("doctor", ...flags);
    expect([code, out, err]).toEqual([2, "", expect.stringContaining(message)]);
  });

  it("ends with 0 where its help is asked for", async () => {
    const { code, out } = await run("doctor", "--help");
    expect([code, out]).toEqual([0, expect.stringContaining("Exit code: 0 when all links hold")]);
  });
});
