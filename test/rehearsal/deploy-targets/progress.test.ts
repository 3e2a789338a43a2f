import { describe, expect, it } from "@jest/globals";
import { progressIn } from "../../../rehearsal/deploy-targets/progress.ts";

describe("what a program has come to", () => {
  it.each([
    ["==================== Deploy Skill Metadata ====================", "the skill package is sent"],
    ["==================== Build Skill Code ====================", "the functions are packed"],
    [
      "==================== Deploy Skill Infrastructure ====================",
      "the functions are uploaded, and the stack is made",
    ],
    ["==================== Enable Skill ====================", "its last step"],
    ["[5/6] Tests of what is deployed", "step 5 of 6, Tests of what is deployed"],
  ])("is by its line %s: %s", (line, words) => {
    expect(progressIn(line)).toBe(words);
  });

  it.each(['[Warn]: Skill api domain "smartHome" cannot be enabled', "✔ Types (4.0 s)", "PASS test/a.test.ts"])(
    "is not told by %s",
    (line) => expect(progressIn(line)).toBeUndefined(),
  );
});
