import { describe, expect, it } from "@jest/globals";
import { nextSteps } from "../../../infrastructure/deploy/next-steps.ts";
import { deploySteps } from "../../../infrastructure/deploy/steps.ts";

const given = { help: false, allTests: false, newSkill: false, profile: undefined, passedOn: [] };
const steps = deploySteps({ root: "/project", ask: "ask", environment: {} }, given);

describe("what a deploy says in the end", () => {
  it("names what has to be done before the skill is enabled ahead of that", () => {
    const order = [
      "npm run account-linking",
      "Allowed Return URLs",
      "Send Alexa Events",
      "enable the skill",
      "cameras add",
    ];
    const found = order.map((words) => nextSteps.indexOf(words));
    expect(found).not.toContain(-1);
    expect(found).toEqual([...found].sort((one, other) => one - other));
  });

  it("has no line that a terminal of 82 columns breaks, nor has what it says of a deploy that failed", () => {
    const advice = steps.find(({ title }) => title === "ask deploy")?.onFailure ?? "";
    for (const line of [...nextSteps.split("\n"), ...advice.split("\n")]) expect(line.length).toBeLessThanOrEqual(82);
  });
});
