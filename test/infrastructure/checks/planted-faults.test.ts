import { chmod, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type CheckOptions, checkProject } from "../../../infrastructure/checks/check-project.ts";
import { rules } from "../../../infrastructure/checks/rules/index.ts";
import { type PlantedProject, plantProject, png } from "./plant-project.ts";

const SKILL = "skill-package/skill.json";
const RESOURCES = "ask-resources.json";
const STACK = "infrastructure/cfn-deployer/skill-stack.yaml";
// AWS's validator takes a second a template, and has a test of its own.
const by = rules.filter(({ name }) => name !== "template");
const deploy = { profile: "default", unattended: false, newSkill: false };

let project: PlantedProject;
beforeEach(async () => {
  project = await plantProject();
});
afterEach(() => project.remove());

async function findings(options: Partial<CheckOptions> = {}) {
  return (await checkProject({ root: project.root, by, ...options })).findings;
}

/** What is found after a change, as rule, file and line. */
async function places(options: Partial<CheckOptions> = {}): Promise<string[]> {
  return (await findings(options)).map(({ rule, file, line }) => `${rule} ${file}${line ? `:${line}` : ""}`);
}

/** The first line that has a text. */
async function lineWith(path: string, text: string): Promise<number> {
  return (await project.read(path)).split("\n").findIndex((line) => line.includes(text)) + 1;
}

describe("a project in which nothing is wrong", () => {
  it("has no finding, before a deploy and before a certification", async () => {
    expect(await findings({ deploy, certification: true })).toEqual([]);
  });

  it("has none after ask deploy has written its functions into the working copy", async () => {
    const functions = '"smartHome": {\n  "endpoint": { "uri": "arn:aws:lambda:us-east-1:123456789012:function:f" },';
    await project.change(SKILL, '"smartHome": {', functions);
    await project.write(SKILL, JSON.stringify(JSON.parse(await project.read(SKILL)), null, 2));
    expect(await findings()).toEqual([]);
  });
});

describe("a fault in the manifest", () => {
  it.each([
    ["an API that is misspelt", '"protocolVersion"', '"protocolVersoin"', ["manifest", "manifest", "smart-home"]],
    ["a protocol version that is not certified", '"protocolVersion": "3"', '"protocolVersion": "2"', ["smart-home"]],
    ["another category", '"SMART_HOME"', '"GAMES"', ["smart-home"]],
    [
      "a permission that there is not",
      "alexa::async_event:write",
      "alexa::async_events:write",
      ["manifest", "smart-home"],
    ],
    ["no example phrase", '"Alexa, show the porch"\n', "\n", ["locales"]],
    ["four example phrases", '"Alexa, show the porch"\n', '"a", "b", "c", "d"\n', ["locales"]],
    ["an empty summary", '"See your porch."', '" "', ["locales"]],
    ["a privacy policy that is no address", "https://cameras.invalid/privacy", "/privacy", ["locales"]],
    ["an icon that is not there", "assets/images/small.png", "assets/images/tiny.png", ["icons"]],
    ["an icon from the web", "file://assets/images/small.png", "https://cameras.invalid/small.png", ["icons"]],
    ["an ARN in a text", "See your porch.", "See arn:aws:lambda:us-east-1:123456789012:function:f", ["deployed-parts"]],
  ])("is found by file and line: %s", async (_, from, to, found) => {
    const line = await project.change(SKILL, from, to);
    const places = (await findings()).filter(({ rule }) => rule !== "ask-cli-format");
    expect(places.map(({ rule }) => rule)).toEqual(found);
    expect(places.map(({ file }) => file)).toEqual(found.map(() => SKILL));
    // What is missing is told of at what it is missing in.
    for (const each of places) expect(Math.abs((each.line ?? 0) - line)).toBeLessThanOrEqual(2);
    for (const { what, remedy } of places) expect([what, remedy].join(" ").length).toBeGreaterThan(30);
  });

  it("is found where a locale is none of smart home's", async () => {
    const text = await project.read(SKILL);
    await project.write(SKILL, text.replaceAll("en-US", "sv-SE"));
    expect(await places()).toContain(`locales ${SKILL}:${await lineWith(SKILL, '"sv-SE": {')}`);
  });

  it("is found where an icon has another size than Alexa wants", async () => {
    await project.write("skill-package/assets/images/small.png", png(512, 512));
    const [found] = await findings();
    expect(found?.what).toBe("en-US: skill-package/assets/images/small.png has 512 × 512 pixels, not 108 × 108.");
  });

  it("is found where an icon is no PNG", async () => {
    await project.write("skill-package/assets/images/large.png", "GIF89a, and much that follows it");
    expect((await findings())[0]?.what).toContain("is no PNG");
  });

  it("is found where there are no testing instructions", async () => {
    await project.change(SKILL, "Link the account tester@cameras.invalid and say “Alexa, show the porch”.", "");
    expect(await places()).toEqual([`testing-instructions ${SKILL}:${await lineWith(SKILL, "testingInstructions")}`]);
  });

  it("is found where account linking lies in the skill package", async () => {
    await project.write("skill-package/accountLinking.json", "{}");
    expect(await places()).toEqual(["package-files skill-package/accountLinking.json"]);
  });

  it("is the only finding where the file is no JSON", async () => {
    const line = await project.change(SKILL, '"SMART_HOME",', '"SMART_HOME"');
    expect(await places()).toEqual([`files ${SKILL}:${line + 1}`]);
  });

  it("is asked about where the API is nearly smart home", async () => {
    const line = await project.change(SKILL, '"smartHome"', '"smarthome"');
    const [ofSchema, ours, ...more] = await findings();
    expect([ofSchema?.rule, ours?.rule, more]).toEqual(["manifest", "smart-home", []]);
    expect(ours).toMatchObject({ line, what: 'There is no API "smarthome". Did you mean "smartHome"?' });
  });
});

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
    const line = await project.change(RESOURCES, from, to);
    const found = await findings();
    expect(found.map((each) => each.rule)).toEqual([rule]);
    expect(found[0]?.file).toBe(RESOURCES);
    expect(Math.abs((found[0]?.line ?? 0) - line)).toBeLessThanOrEqual(1);
  });

  it("is found where a region's code is for none of Alexa's, and no awsRegion says where", async () => {
    const line = await project.change(RESOURCES, '"code": {', '"code": { "US": { "src": "./lambda" },');
    expect(await places()).toContain(`ask-resources ${RESOURCES}:${line}`);
  });

  it.each([
    ["a text without quotes", '"us-east-1"', "us-east-1"],
    ["a comment", '"us-east-1",', '"us-east-1", // Virginia'],
    ["a quote that is not closed", '"us-east-1"', '"us-east-1'],
  ])("is the only finding where the file is no JSON, by its line: %s", async (_, from, to) => {
    const line = await project.change(RESOURCES, from, to);
    expect(await places()).toEqual([`files ${RESOURCES}:${line}`]);
  });

  it("is found where events have no endpoint, since there is no code for the region default", async () => {
    await project.change(RESOURCES, '"default": {\n          "src"', '"NA": {\n          "src"');
    expect(await places()).toEqual([`skill-events ${RESOURCES}:${await lineWith(RESOURCES, "subscriptions")}`]);
  });

  it("is found where a region's override leaves out a parameter, which ask-cli does not merge", async () => {
    const override =
      '"regionalOverrides": { "EU": { "cfn": { "parameters": { "AccountLinking": "lwa" } } } }, "cfn": {';
    const line = await project.change(RESOURCES, '"cfn": {', override);
    await project.change(RESOURCES, '"code": {', '"code": { "EU": { "src": "./lambda" },');
    expect(await places()).toContain(`regional-overrides ${RESOURCES}:${line}`);
  });

  it("is found where a region has an override and no code, for ask-cli deploys nothing there", async () => {
    const override = '"regionalOverrides": { "EU": { "awsRegion": "eu-west-1" } }, "cfn": {';
    const line = await project.change(RESOURCES, '"cfn": {', override);
    expect(await places()).toContain(`regional-overrides ${RESOURCES}:${line}`);
    await project.change(RESOURCES, '"code": {', '"code": { "EU": { "src": "./lambda" },');
    expect((await places()).filter((place) => place.startsWith("regional-overrides"))).toEqual([]);
  });

  it("is found where two skills share a package, and not where CI has the profile of the same skill", async () => {
    const { profiles, ...rest } = JSON.parse(await project.read(RESOURCES));
    const withProfile = (name: string) =>
      JSON.stringify({ ...rest, profiles: { ...profiles, [name]: profiles.default } }, null, 2);
    await project.write(RESOURCES, withProfile("__ENVIRONMENT_ASK_PROFILE__"));
    expect(await places()).toEqual([]);
    await project.write(RESOURCES, withProfile("beta"));
    const second = (await lineWith(RESOURCES, '"beta"')) + 2;
    expect(await places()).toEqual([`metadata-folders ${RESOURCES}:${second}`]);
  });

  it("is a warning where AWS's support of the runtime has ended since", async () => {
    const report = await checkProject({ root: project.root, by, now: Date.parse("2029-01-01") });
    expect(report.findings.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual(["runtime warning"]);
    expect(report.ok).toBe(true);
  });

  it("is a warning where another formatter was at a file that ask-cli writes", async () => {
    await project.write(RESOURCES, JSON.stringify(JSON.parse(await project.read(RESOURCES))));
    expect((await findings()).map(({ rule, severity }) => `${rule} ${severity}`)).toEqual(["ask-cli-format warning"]);
  });
});

describe("a fault in what ask-cli builds and deploys", () => {
  it.each([
    ["no output with the function", "  SkillEndpoint:", "  Endpoint:", "no output SkillEndpoint"],
    ["no trigger for directives", "alexa-connectedhome.amazon.com", "lambda.amazonaws.com", "directives of smart home"],
    ["no trigger for skill events", "alexa-appkit.amazon.com", "lambda.amazonaws.com", "skill events"],
  ])("is found in the template: %s", async (_, from, to, what) => {
    await project.change(STACK, from, to);
    const found = await findings();
    expect(found.map(({ rule, file }) => `${rule} ${file}`)).toEqual([`template-contract ${STACK}`]);
    expect(found[0]?.what).toContain(what);
    expect(found[0]?.line).toBeGreaterThan(1);
  });

  it("is found where a function does not take the version of its code", async () => {
    const text = await project.read(STACK);
    await project.write(STACK, text.replace("S3ObjectVersion: !Ref CodeVersion", "S3ObjectVersion: latest"));
    expect((await findings())[0]?.what).toContain("a second deploy would change nothing");
  });

  it("is found where every skill may invoke the function", async () => {
    const text = await project.read(STACK);
    await project.write(STACK, text.replace("EventSourceToken: !Ref SkillId", "EventSourceToken: '*'"));
    expect((await findings())[0]?.what).toContain("lets every skill of anybody invoke");
  });

  it.each([
    ["a misspelt action", "sqs:SendMessage", "sqs:SendMesage", "there is no sqs:SendMesage"],
    ["a list that stands on a resource", "sqs:SendMessage", "sqs:ListQueues", 'sqs:ListQueues can only stand on "*"'],
    ["an action on what it does not take", "sqs:SendMessage", "sqs:SendMessage, s3:PutObject", "takes no resource"],
    ["a trust in what there is not", "Action: lambda:InvokeFunctionUrl", "Action: lambda:InvokeUrl", "there is no"],
  ])("is found in the template's policies: %s", async (_, from, to, what) => {
    const line = await project.change(STACK, from, to);
    const found = await findings();
    expect(found.map(({ rule, file }) => `${rule} ${file}`)).toEqual([`iam-actions ${STACK}`]);
    expect(found[0]?.line).toBe(line);
    expect(found[0]?.what).toContain(what);
  });

  it("is found where the functions' code takes the whole of zod, and not where it takes types", async () => {
    await project.write("lambda/types.ts", 'import type {\n  z,\n} from "zod";\nimport * as y from "zod/mini";\n');
    await project.write("protocol/deep/a.ts", 'import * as z from "zod/mini";\n\nimport { z as all } from "zod";\n');
    await project.write("lambda/b.ts", 'import {\n  z,\n} from "zod";\nconst later = await import("zod");\n');
    expect(await places()).toEqual([
      "zod-imports lambda/b.ts:3",
      "zod-imports lambda/b.ts:4",
      "zod-imports protocol/deep/a.ts:3",
    ]);
  });

  it("is found where the build hook may not be executed, or is not there", async () => {
    await chmod(join(project.root, "hooks/build.sh"), 0o644);
    expect(await places()).toEqual(["build-hook hooks/build.sh"]);
    await rm(join(project.root, "hooks/build.sh"));
    expect((await findings())[0]?.what).toContain("no build hook");
  });

  it("is found where there is a space in the project's path", async () => {
    const spaced = await plantProject("camera skill ");
    const report = await checkProject({ root: spaced.root, by });
    await spaced.remove();
    expect(report.findings.map(({ rule }) => rule)).toEqual(["project-path"]);
  });
});

describe("a client secret in a file that is committed", () => {
  const secret = "amzn1.oa2-cs.v1.0123456789abcdef";

  it.each([
    ["the client's id", RESOURCES, "amzn1.application-oa2-client.a1"],
    ["another parameter", RESOURCES, '"lwa"'],
    ["the runtime", RESOURCES, "nodejs24.x"],
    ["a text of the skill", SKILL, "See your porch."],
  ])("is found whatever is asked for, and never shown: in the place of %s", async (_, file, from) => {
    const line = await project.change(file, from, from.startsWith('"') ? `"${secret}"` : secret);
    for (const options of [{}, { deploy }, { certification: true }]) {
      const found = await findings(options);
      expect(found).toContainEqual(expect.objectContaining({ rule: "client-secrets", severity: "error", file, line }));
      expect(JSON.stringify(found)).not.toContain("0123456789abcdef");
    }
  });
});

describe("before a deploy", () => {
  const empty = ["amzn1.application-oa2-client.a1", ""] as const;

  it("the client whose tokens are taken has to be filled in, and at other times need not be", async () => {
    const line = await project.change(RESOURCES, ...empty);
    expect(await places()).toEqual([]);
    expect(await checkProject({ root: project.root, by })).toMatchObject({ ok: true, beforeDeploy: 1 });
    expect(await places({ deploy })).toEqual([`linked-account ${RESOURCES}:${line}`]);
  });

  it.each([
    ["the security profile's own id", "amzn1.application.a1", "is the security profile's own id"],
    ["an example's", "amzn1.application-oa2-client.…", "has … in it"],
    ["a word", "cameras", "is not as client ids of Login with Amazon are"],
    ["a client id with something behind it", "amzn1.application-oa2-client.a1,", "is not as client ids"],
  ])("%s in the place of the client's id is found, and not shown", async (_, value, fault) => {
    const line = await project.change(RESOURCES, empty[0], value);
    const found = await findings({ deploy });
    expect(found).toMatchObject([{ rule: "linked-account", severity: "error", line }]);
    expect(found[0]?.what).toContain(fault);
    expect(JSON.stringify(found)).not.toContain(`"${value}"`);
  });

  it("a provider's issuer and audience have to be, where accounts are linked with OpenID Connect", async () => {
    await project.change(RESOURCES, '"lwa"', '"oidc"');
    const found = await findings({ deploy });
    expect(found.map(({ what }) => what.split(" ")[0])).toEqual(["OidcIssuer", "OidcAudience"]);
  });

  it("a profile that ask-resources.json has not is found, with those it has", async () => {
    const [found] = await findings({ deploy: { ...deploy, profile: "beta" } });
    expect(found?.what).toBe("There is no profile beta in it.");
    expect(found?.remedy).toContain("default");
  });

  it("functions of a skill that nothing notes any more are found: SMAPI would refuse them", async () => {
    const endpoint = '"smartHome": { "endpoint": { "uri": "arn:aws:lambda:us-east-1:123456789012:function:f" },';
    const line = await project.change(SKILL, '"smartHome": {', endpoint);
    expect(await places({ deploy })).toContain(`known-skill ${SKILL}:${line}`);
    await noteSkill();
    expect(await places({ deploy })).not.toContain(`known-skill ${SKILL}:${line}`);
  });

  it("in CI a skill has to be noted, or said to be new", async () => {
    const unattended = { ...deploy, unattended: true };
    expect(await places({ deploy: unattended })).toEqual(["known-skill .ask/ask-states.json"]);
    expect(await places({ deploy: { ...unattended, newSkill: true } })).toEqual([]);
    await noteSkill();
    expect(await places({ deploy: unattended })).toEqual([]);
  });

  it("another client in accountLinking.json than the skill takes tokens of is found", async () => {
    const request = { authorizationUrl: "https://www.amazon.com/ap/oa", clientId: "amzn1.application-oa2-client.a2" };
    await project.write("accountLinking.json", JSON.stringify({ accountLinkingRequest: request }, null, 2));
    expect(await places({ deploy })).toEqual(["linking-file accountLinking.json:4"]);
    await project.change("accountLinking.json", "client.a2", "client.a1");
    expect(await places({ deploy })).toEqual([]);
  });

  it("cameras of a file have to be there", async () => {
    await project.change(RESOURCES, '"AccountLinking"', '"Cameras": "file",\n              "AccountLinking"');
    expect(await places({ deploy })).toEqual([`cameras-file ${RESOURCES}:${await lineWith(RESOURCES, "Cameras")}`]);
    await project.write("cameras.json", "[]");
    expect(await places({ deploy })).toEqual([]);
  });

  async function noteSkill(): Promise<void> {
    await mkdir(join(project.root, ".ask"), { recursive: true });
    const states = { askcliStatesVersion: "2020-03-31", profiles: { default: { skillId: "amzn1.ask.skill.1" } } };
    await project.write(".ask/ask-states.json", JSON.stringify(states));
  }
});

describe("before a certification", () => {
  it("what the template leaves open is found, and counted before", async () => {
    const line = await project.change(SKILL, "tester@cameras.invalid", "[FILL IN: the test account]");
    await project.change(SKILL, "https://cameras.invalid/terms", "https://example.com/terms");
    expect(await checkProject({ root: project.root, by })).toMatchObject({ ok: true, beforeCertification: 2 });
    const found = await findings({ certification: true });
    expect(found.map(({ rule }) => rule)).toEqual(["fill-ins", "fill-ins"]);
    expect(found[0]).toMatchObject({ line, what: "testingInstructions still says [FILL IN: the test account]." });
  });

  it("a locale that Alexa asks for in a region without a function is found", async () => {
    const text = await project.read(SKILL);
    await project.write(SKILL, text.replaceAll("en-US", "de-DE"));
    const [found] = await findings({ certification: true });
    expect(found?.what).toContain("deploys nothing to eu-west-1");
  });

  it("locales of one region are one finding", async () => {
    const { manifest } = JSON.parse(await project.read(SKILL));
    for (const { locales } of [manifest.publishingInformation, manifest.privacyAndCompliance]) {
      locales["de-DE"] = locales["fr-FR"] = locales["en-US"];
    }
    await project.write(SKILL, JSON.stringify({ manifest }, null, 2));
    const found = await findings({ certification: true });
    expect(found.map(({ rule }) => rule)).toEqual(["locale-regions"]);
    expect(found[0]?.what).toMatch(/^Published in fr-FR, de-DE, /);
  });
});
