import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { seedAskStates, stacksOf } from "../../../infrastructure/ask/seed-states.ts";
import { refuseUnknownProfile } from "../../../infrastructure/ask/unknown-profile.ts";
import { deployedState, readAskStates } from "../../../rehearsal/deploy-targets/ask-cli/ask-states.ts";

describe("what ask deploy is told to update", () => {
  const skillId = "amzn1.ask.skill.11111111-2222-3333-4444-555555555555";
  const stackId = "arn:aws:cloudformation:us-east-1:123456789012:stack/ask-skill/0a1b2c3d-0000-1111-2222-333344445555";
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "ask-states-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("is nothing where ask-cli has not run", async () => {
    expect(deployedState(await readAskStates(folder), "default")).toEqual({
      skillId: undefined,
      deploymentStatus: undefined,
      stacks: {},
    });
  });

  it("is read as it was written, profile by profile", async () => {
    const seed = { skillId, stacks: { default: { stackId, bucket: "ask-bucket" } }, replace: false };
    await seedAskStates(folder, { ...seed, profile: "default" });
    await seedAskStates(folder, { ...seed, profile: "prod", stacks: { EU: { stackId } } });
    const states = await readAskStates(folder);
    expect(deployedState(states, "default")).toMatchObject({
      skillId,
      stacks: { default: { stackId, bucket: "ask-bucket" } },
    });
    expect(deployedState(states, "prod")).toMatchObject({ skillId, stacks: { EU: { stackId } } });
  });

  it("is not another skill or stack than before, unless that is said", async () => {
    const other = skillId.replaceAll("1111-", "1112-");
    const seed = { profile: "default", skillId: other, stacks: { default: { stackId } } };
    await expect(seedAskStates(folder, { ...seed, replace: false })).rejects.toThrow(/add --replace$/);
    expect(deployedState(await readAskStates(folder), "default").skillId).toBe(skillId);
    await seedAskStates(folder, { ...seed, replace: true });
    expect(deployedState(await readAskStates(folder), "default").skillId).toBe(other);
  });

  it("is typed with the region that a stack is for, the default one without", () => {
    expect(stacksOf({ stackIds: [stackId, `EU=${stackId}`], buckets: ["EU=b-eu"] })).toEqual({
      default: { stackId },
      EU: { stackId, bucket: "b-eu" },
    });
  });

  it.each([
    ["no stack", { stackIds: [], buckets: [] }, /goes with --stack-id/],
    ["a stack's name", { stackIds: ["ask-skill"], buckets: [] }, /ask-skill is no CloudFormation stack's id/],
    ["a region that Alexa has not", { stackIds: [`US=${stackId}`], buckets: [] }, /there is no region US/],
    ["a bucket without a stack", { stackIds: [stackId], buckets: ["EU=b-eu"] }, /the region EU has a bucket/],
    ["a region twice", { stackIds: [stackId, `default=${stackId}`], buckets: [] }, /default was given twice/],
  ])("is refused with %s", (_, typed, sentence) => {
    expect(stacksOf(typed)).toMatch(sentence);
  });

  it("is refused with what is no skill's id", async () => {
    const seed = { profile: "default", skillId: "my-skill", stacks: { default: { stackId } }, replace: true };
    await expect(seedAskStates(folder, seed)).rejects.toThrow("my-skill is no skill's id");
  });

  it("is refused for a profile that ask-resources.json has not: nothing is deployed with it", async () => {
    await writeFile(join(folder, "ask-resources.json"), '{ "profiles": { "default": {} } }');
    await expect(refuseUnknownProfile(folder, "default")).resolves.toBeUndefined();
    await expect(refuseUnknownProfile(folder, "beta")).rejects.toThrow(
      "there is no profile beta in ask-resources.json; there is default",
    );
    await writeFile(join(folder, "ask-resources.json"), '{\n"profiles": default }');
    await expect(refuseUnknownProfile(folder, "default")).rejects.toThrow("ask-resources.json:2: this is no JSON");
  });
});
