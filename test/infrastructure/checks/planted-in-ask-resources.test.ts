import { describe, expect, it } from "@jest/globals";
import { checkProject } from "../../../infrastructure/checks/check-project.ts";
import { by, judgedProject, RESOURCES } from "./judged-project.ts";

const { project, findings, places, lineWith } = judgedProject();

describe("a fault in ask-resources.json", () => {
  it.each([
    ["a runtime that AWS has ended", "nodejs24.x", "nodejs20.x", "runtime"],
    ["a handler that is not there", "index.handler", "index.min.handler", "ask-resources"],
    ["a target that is not smart home", '"smartHome"', '"custom"', "ask-resources"],
    ["another deployer", "@ask-cli/cfn-deployer", "@ask-cli/lambda-deployer", "ask-resources"],
    ["an AWS region that Alexa does not ask in", '"us-east-1"', '"eu-central-1"', "ask-resources"],
    ["a parameter that the template has not", "LoginWithAmazonClientId", "LoginWithAmazonClientID", "stack-parameters"],
    ["a parameter that ask-cli gives", '"AccountLinking"', '"SkillId"', "stack-parameters"],
    ["a value that the template does not allow", '"lwa"', '"cognito"', "stack-parameters"],
    ["a parameter that is no text", '"lwa"', "5", "stack-parameters"],
    ["an event that SMAPI has not", "SKILL_DISABLED", "SKILL_DISABELD", "skill-events"],
  ])("is found by file and line: %s", async (_, from, to, rule) => {
    const line = await project().change(RESOURCES, from, to);
    const found = await findings();
    expect(found.map((each) => each.rule)).toEqual([rule]);
    expect(found[0]?.file).toBe(RESOURCES);
    expect(Math.abs((found[0]?.line ?? 0) - line)).toBeLessThanOrEqual(1);
  });

  it("is found where a region's code is for none of Alexa's, and no awsRegion says where", async () => {
    const line = await project().change(RESOURCES, '"code": {', '"code": { "US": { "src": "./lambda" },');
    expect(await places()).toContain(`ask-resources ${RESOURCES}:${line}`);
  });

  it.each([
    ["a text without quotes", '"us-east-1"', "us-east-1"],
    ["a comment", '"us-east-1",', '"us-east-1", // Virginia'],
    ["a quote that is not closed", '"us-east-1"', '"us-east-1'],
  ])("is the only finding where the file is no JSON, by its line: %s", async (_, from, to) => {
    const line = await project().change(RESOURCES, from, to);
    expect(await places()).toEqual([`files ${RESOURCES}:${line}`]);
  });

  it("is found where events have no endpoint, since there is no code for the region default", async () => {
    await project().change(RESOURCES, '"default": {\n          "src"', '"NA": {\n          "src"');
    expect(await places()).toEqual([`skill-events ${RESOURCES}:${await lineWith(RESOURCES, "subscriptions")}`]);
  });

  it("is found where a region's override leaves out a parameter, which ask-cli does not merge", async () => {
    const override =
      '"regionalOverrides": { "EU": { "cfn": { "parameters": { "AccountLinking": "lwa" } } } }, "cfn": {';
    const line = await project().change(RESOURCES, '"cfn": {', override);
    await project().change(RESOURCES, '"code": {', '"code": { "EU": { "src": "./lambda" },');
    expect(await places()).toContain(`regional-overrides ${RESOURCES}:${line}`);
  });

  it("is found where a region has an override and no code, for ask-cli deploys nothing there", async () => {
    const override = '"regionalOverrides": { "EU": { "awsRegion": "eu-west-1" } }, "cfn": {';
    const line = await project().change(RESOURCES, '"cfn": {', override);
    expect(await places()).toContain(`regional-overrides ${RESOURCES}:${line}`);
    await project().change(RESOURCES, '"code": {', '"code": { "EU": { "src": "./lambda" },');
    expect((await places()).filter((place) => place.startsWith("regional-overrides"))).toEqual([]);
  });

  it("is found where two skills share a package, and not where CI has the profile of the same skill", async () => {
    const { profiles, ...rest } = JSON.parse(await project().read(RESOURCES));
    const withProfile = (name: string) =>
      JSON.stringify({ ...rest, profiles: { ...profiles, [name]: profiles.default } }, null, 2);
    await project().write(RESOURCES, withProfile("__ENVIRONMENT_ASK_PROFILE__"));
    expect(await places()).toEqual([]);
    await project().write(RESOURCES, withProfile("beta"));
    const second = (await lineWith(RESOURCES, '"beta"')) + 2;
    expect(await places()).toEqual([`metadata-folders ${RESOURCES}:${second}`]);
  });

  it("is a warning where AWS's support of the runtime has ended since", async () => {
    const report = await checkProject({ root: project().root, by, now: Date.parse("2029-01-01") });
    expect(report.findings.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual(["runtime warning"]);
    expect(report.ok).toBe(true);
  });

  it("is a warning where another formatter was at a file that ask-cli writes", async () => {
    await project().write(RESOURCES, JSON.stringify(JSON.parse(await project().read(RESOURCES))));
    expect((await findings()).map(({ rule, severity }) => `${rule} ${severity}`)).toEqual(["ask-cli-format warning"]);
  });
});
