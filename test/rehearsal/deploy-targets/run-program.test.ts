import { describe, expect, it } from "@jest/globals";
import { runProgram } from "../../../rehearsal/deploy-targets/run-program.ts";

const program = (script: string) => ({
  command: [process.execPath, "--eval", script],
  cwd: process.cwd(),
  environment: { GIVEN: "yes" },
  limitMs: 10_000,
});
/** Says who it is, starts one like itself, and never ends. */
const endless = `
  const { spawn } = require("node:child_process");
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "inherit" });
  console.log("started " + child.pid);
  setInterval(() => {}, 1000);
`;

describe("running a program", () => {
  it("gives its exit code and all that it wrote, without colours", async () => {
    const lines: string[] = [];
    const script = `console.log("\\u001b[31mout\\u001b[39m"); console.error("err"); process.exitCode = 3`;
    const { exitCode, output } = await runProgram({ ...program(script), onLine: (line) => lines.push(line) });
    expect(exitCode).toBe(3);
    expect(output.trim().split("\n").sort()).toEqual(["err", "out"]);
    expect(lines.sort()).toEqual(["err", "out"]);
  });

  it("gives it no environment but its own", async () => {
    const { output } = await runProgram(program("console.log(Object.keys(process.env).join())"));
    expect(output.trim()).toBe("GIVEN");
  });

  it("ends it with all that it has started when its time is up, and tells its last line", async () => {
    // Its output is at its end only once whoever could write to it is gone: until then this would wait. A shell has
    // written its line long before, on any machine.
    const shell = ["sh", "-c", "sleep 60 & echo started; wait"];
    const { PATH = "" } = process.env;
    const running = runProgram({ ...program(""), command: shell, environment: { PATH }, limitMs: 2_000 });
    await expect(running).rejects.toThrow(/^sh -c had not ended after 2 s; its last line: started$/);
  });

  it("ends it when it is interrupted", async () => {
    const controller = new AbortController();
    const onLine = () => controller.abort(new Error("interrupted"));
    const running = runProgram({ ...program(endless), signal: controller.signal, onLine });
    await expect(running).rejects.toThrow("interrupted");
  });

  it("says which program is not there", async () => {
    const missing = { ...program(""), command: ["no-such-program-here"] };
    await expect(runProgram(missing)).rejects.toThrow("there is no program no-such-program-here on the PATH");
  });
});
