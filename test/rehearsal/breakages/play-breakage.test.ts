import { describe, expect, it } from "@jest/globals";
import type { Breakage } from "../../../rehearsal/breakages/breakage.ts";
import { playBreakage } from "../../../rehearsal/breakages/play-breakage.ts";
import { breakage, fakeDesk, SECRET } from "./support/desk.ts";

const DOCTOR = "npx camera-skill doctor --json";

describe("a breakage, played", () => {
  it("is broken, found, mended to the letter and found well", async () => {
    const { installed, done } = fakeDesk();
    const played = await playBreakage(breakage, installed);
    expect(done).toEqual(["break it", DOCTOR, "mend it", DOCTOR]);
    expect(played).toMatchObject({ name: "trigger-missing", named: "triggers: trigger-missing", remedy: "mend it" });
  });

  it("fails when the remedy does not help", async () => {
    const { installed } = fakeDesk({ remedy: { say: "Let it in.", type: ["look at it"] } });
    await expect(playBreakage(breakage, installed)).rejects.toThrow(
      "after the remedy (look at it) the doctor names triggers, trigger-missing",
    );
  });

  it("fails when the doctor does not look any more where it was broken", async () => {
    const { installed } = fakeDesk({ outcome: "skipped" });
    await expect(playBreakage(breakage, installed)).rejects.toThrow(
      "after the remedy (mend it) the doctor has not examined triggers: Nobody may ask.",
    );
  });

  it("fails when a line of the remedy fails", async () => {
    const { installed } = fakeDesk({ failing: ["mend it"] });
    await expect(playBreakage(breakage, installed)).rejects.toThrow("mend it ended with 1: it does not work");
  });

  it.each([
    ["link", { link: "functions" }, "functions, trigger-missing"],
    ["breakage", { breakage: "trigger-of-another-skill" }, "triggers, trigger-of-another-skill"],
    ["camera", { camera: "garden" }, "triggers of garden, trigger-missing"],
  ])("fails when the doctor names another %s", async (_, names, said) => {
    const { installed, done } = fakeDesk({ names });
    await expect(playBreakage(breakage, installed)).rejects.toThrow(
      `the doctor names ${said} instead of triggers, trigger-missing`,
    );
    expect(done).not.toContain("mend it");
  });

  it("fails when the doctor finds nothing", async () => {
    const { installed } = fakeDesk({ mendedBy: "break it" });
    await expect(playBreakage(breakage, installed)).rejects.toThrow("the doctor says that all is well");
  });

  it.each([
    ["a secret of the installation", SECRET],
    ["any token of Amazon's", "Atza|IwEBIA"],
    ["a part of an SDP", "a=ice-pwd:4xG9Cw"],
    ["a camera's fingerprint", "a=fingerprint:sha-256 AB:CD"],
  ])("fails when the doctor tells %s, and does not tell it once more", async (_, leaks) => {
    const { installed } = fakeDesk({ leaks });
    const failure = await playBreakage(breakage, installed).catch((error: Error) => error);
    expect(failure).toMatchObject({ message: "the doctor has told a secret; its output is not shown here" });
  });

  it("fails when the doctor's exit code is not that of its report", async () => {
    const { installed } = fakeDesk({ exitCode: 0 });
    await expect(playBreakage(breakage, installed)).rejects.toThrow("the doctor ended with 0");
  });

  it("ends what runs in the second terminal, and restores what the remedy leaves", async () => {
    const { installed, done } = fakeDesk({
      remedy: { say: "Play a camera.", alongside: "npx camera-skill cameras play" },
      mendedBy: "start npx camera-skill cameras play",
    });
    const restore: Breakage["restore"] = async ({ type }) => type("restore it");
    await playBreakage({ ...breakage, alongsideSays: "ready", restore }, installed);
    expect(done.slice(1)).toEqual([
      DOCTOR,
      "start npx camera-skill cameras play",
      "hear ready",
      DOCTOR,
      "restore it",
      "stop npx camera-skill cameras play",
    ]);
  });

  it("takes another link for good where the remedy is not the whole way", async () => {
    const { installed } = fakeDesk({ next: { link: "functions", breakage: "function-stopped" } });
    await expect(playBreakage({ ...breakage, next: "functions" }, installed)).resolves.toMatchObject({
      remedy: "mend it",
    });
  });
});
