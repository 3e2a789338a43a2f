import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { changeProfile, withAllRegions } from "../../rehearsal/deploy-targets/ask-cli/ask-resources.ts";
import { scenarios } from "../../rehearsal/deploy-targets/scenarios/list.ts";
import { planGuide } from "../../rehearsal/deploy-targets/setup-guide/guide-step.ts";
import { knownCommands, SETUP_GUIDE } from "../../rehearsal/deploy-targets/setup-guide/known-commands.ts";
import { jsonBlocksOf, readGuide } from "../../rehearsal/deploy-targets/setup-guide/read-guide.ts";

const page = readFileSync(SETUP_GUIDE, "utf8");

describe("docs/setup.md", () => {
  it("has no command that the rehearsal does not type, and every one that it types", () => {
    const { complaints, planned } = planGuide(SETUP_GUIDE, readGuide(page), knownCommands);
    expect(complaints).toEqual([]);
    expect(planned.length).toBeGreaterThan(15);
  });

  it("leaves to other scenarios only what they are there for", () => {
    const names = scenarios.map(({ name }) => name);
    for (const { scenario } of knownCommands.untyped) if (scenario !== undefined) expect(names).toContain(scenario);
  });

  it("names the three regions as they are rehearsed", () => {
    const [lines = ""] = jsonBlocksOf(page);
    const resources = readFileSync("ask-resources.json", "utf8");
    const rehearsed = JSON.parse(changeProfile(resources, withAllRegions)).profiles.default.code;
    expect(JSON.parse(`{${lines.trim().replace(/,$/, "")}}`)).toEqual({ code: rehearsed });
  });
});
