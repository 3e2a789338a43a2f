import { tmpdir } from "node:os";
import { afterAll, describe, expect, it } from "@jest/globals";
import { endAll, run } from "../run.ts";

afterAll(endAll);

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
