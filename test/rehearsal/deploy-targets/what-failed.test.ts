import { describe, expect, it } from "@jest/globals";
import { whatFailed } from "../../../rehearsal/deploy-targets/what-failed.ts";

const lines = (count: number, text: string) => Array.from({ length: count }, (_, index) => `${text} ${index}`);

describe("what is shown of a program that failed", () => {
  it("is all of it where it wrote little", () => {
    expect(whatFailed("[Error]: no\n\n  at all  \n")).toBe("[Error]: no\n  at all");
  });

  it("is of npm run deploy the step that failed", () => {
    const output = [
      "[1/3] ask-cli",
      "✔ ask-cli (1.0 s)",
      "[2/3] Types",
      "a.ts(1,2): error TS1: no",
      "✘ Types, after 4 s",
    ];
    expect(whatFailed(output.join("\n"))).toBe(output.slice(2).join("\n"));
  });

  it("is of a long step its title, what failed, and the end, where the remedy stands", () => {
    const output = [
      "[1/3] Types",
      "✔ Types (1.0 s)",
      "[2/3] Tests",
      ...lines(98, "PASS test"),
      "FAIL test/a.test.ts",
      ...lines(60, "  detail"),
      "✘ Tests, after 30.0 s",
      "Correct what fails.",
    ];
    const shown = whatFailed(output.join("\n")).split("\n");
    expect(shown).toHaveLength(30);
    expect(shown.slice(0, 3)).toEqual(["[2/3] Tests", "FAIL test/a.test.ts", "  detail 0"]);
    expect(shown).toContain("… 35 lines …");
    expect(shown.slice(-2)).toEqual(["✘ Tests, after 30.0 s", "Correct what fails."]);
  });

  it("begins at ask-cli's error, not at its warnings", () => {
    const output = ["[Warn]: harmless", ...lines(40, "uploading"), "[Error]: no stack", "at all"];
    expect(whatFailed(output.join("\n"))).toBe("[Error]: no stack\nat all");
  });

  it("is the end where nothing says that it failed", () => {
    expect(whatFailed(lines(40, "line").join("\n"))).toBe(lines(40, "line").slice(-30).join("\n"));
  });
});
