import { describe, expect, it } from "@jest/globals";
import { type GuideStep, planGuide } from "../../../../rehearsal/deploy-targets/setup-guide/guide-step.ts";
import { readGuide } from "../../../../rehearsal/deploy-targets/setup-guide/read-guide.ts";

const step = (command: string, after?: string): GuideStep => ({
  command,
  ...(after !== undefined && { after }),
  play: async () => {},
});
const commands = readGuide(["```sh", "npm ci", "npm run deploy", "npm ci", "```", "Or `ask deploy`."].join("\n"));
const typed = [step("npm run deploy"), step("npm ci"), step("npm ci"), step("ask deploy", "npm run deploy")];
const complaintsWith = (steps: readonly GuideStep[], untyped: readonly { readonly command: string }[] = []) =>
  planGuide("page.md", commands, { steps, untyped }).complaints;

describe("A page that is followed", () => {
  it("is typed in its own order, and what sentences speak of where it belongs", () => {
    const { planned, complaints } = planGuide("page.md", commands, { steps: typed, untyped: [] });
    expect(complaints).toEqual([]);
    expect(planned.map(({ line, steps }) => [line, ...steps.map(({ command }) => command)])).toEqual([
      [2, "npm ci"],
      [3, "npm run deploy", "ask deploy"],
      [4, "npm ci"],
    ]);
  });

  it("has no command of a block that nobody has typed, not even a second time", () => {
    expect(complaintsWith(typed.slice(1))).toEqual([
      "nobody has typed page.md:3: npm run deploy",
      "page.md does not have what is typed: ask deploy",
    ]);
    expect(complaintsWith(typed.filter((_, index) => index !== 1))).toEqual(["nobody has typed page.md:4: npm ci"]);
  });

  it("has no command of a sentence that nobody has typed or said to leave", () => {
    expect(complaintsWith(typed.slice(0, 3))).toEqual(["nobody has typed page.md:6: ask deploy"]);
    expect(complaintsWith(typed.slice(0, 3), [{ command: "ask deploy" }])).toEqual([]);
  });

  it("has every command that is typed", () => {
    const gone = [step("npm test"), step("npm audit", "npm ci")];
    expect(complaintsWith([...typed, ...gone], [{ command: "npm start" }])).toEqual(
      ["npm test", "npm audit", "npm start"].map((command) => `page.md does not have what is typed: ${command}`),
    );
  });
});
