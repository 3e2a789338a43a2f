import { describe, expect, it } from "@jest/globals";
import { limitTime } from "../../../rehearsal/certification/limit-time.ts";

const never = () => new Promise<never>(() => {});
const nobody = new AbortController().signal;

describe("work that may take so long", () => {
  it("gives what comes of it in time, and is not told to stop", async () => {
    const signal = await limitTime(10_000, nobody, async (limit) => limit);
    expect(signal.aborted).toBe(false);
  });

  it("is told to stop when it takes longer, and fails in words", async () => {
    let told: AbortSignal | undefined;
    const work = limitTime(20, nobody, (limit) => {
      told = limit;
      return never();
    });
    await expect(work).rejects.toMatchObject({ name: "CheckFailed", message: "nothing came of it in 0.02 s" });
    expect(told?.aborted).toBe(true);
  });

  it.each([
    ["before", true],
    ["while", false],
  ])("ends as it was given up %s it ran", async (_when, before) => {
    const given = new AbortController();
    if (before) given.abort(new Error("given up"));
    let told: AbortSignal | undefined;
    const work = limitTime(10_000, given.signal, (limit) => {
      told = limit;
      return never();
    });
    given.abort(new Error("given up"));
    await expect(work).rejects.toThrow("given up");
    expect(told?.aborted).toBe(true);
  });
});
