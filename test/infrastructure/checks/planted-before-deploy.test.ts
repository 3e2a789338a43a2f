import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { checkProject } from "../../../infrastructure/checks/check-project.ts";
import { by, deploy, judgedProject, RESOURCES, SKILL } from "./judged-project.ts";

const { project, findings, places, lineWith } = judgedProject();

describe("before a deploy", () => {
  const empty = ["amzn1.application-oa2-client.a1", ""] as const;

  it("the client whose tokens are taken has to be filled in, and at other times need not be", async () => {
    const line = await project().change(RESOURCES, ...empty);
    expect(await places()).toEqual([]);
    expect(await checkProject({ root: project().root, by })).toMatchObject({ ok: true, beforeDeploy: 1 });
    expect(await places({ deploy })).toEqual([`linked-account ${RESOURCES}:${line}`]);
  });

  it.each([
    ["the security profile's own id", "amzn1.application.a1", "is the security profile's own id"],
    ["an example's", "amzn1.application-oa2-client.…", "has … in it"],
    ["a word", "cameras", "is not as client ids of Login with Amazon are"],
    ["a client id with something behind it", "amzn1.application-oa2-client.a1,", "is not as client ids"],
  ])("%s in the place of the client's id is found, and not shown", async (_, value, fault) => {
    const line = await project().change(RESOURCES, empty[0], value);
    const found = await findings({ deploy });
    expect(found).toMatchObject([{ rule: "linked-account", severity: "error", line }]);
    expect(found[0]?.what).toContain(fault);
    expect(JSON.stringify(found)).not.toContain(`"${value}"`);
  });

  it("a provider's issuer and audience have to be, where accounts are linked with OpenID Connect", async () => {
    await project().change(RESOURCES, '"lwa"', '"oidc"');
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
    const line = await project().change(SKILL, '"smartHome": {', endpoint);
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
    await project().write("accountLinking.json", JSON.stringify({ accountLinkingRequest: request }, null, 2));
    expect(await places({ deploy })).toEqual(["linking-file accountLinking.json:4"]);
    await project().change("accountLinking.json", "client.a2", "client.a1");
    expect(await places({ deploy })).toEqual([]);
  });

  it("cameras of a file have to be there", async () => {
    await project().change(RESOURCES, '"AccountLinking"', '"Cameras": "file",\n              "AccountLinking"');
    expect(await places({ deploy })).toEqual([`cameras-file ${RESOURCES}:${await lineWith(RESOURCES, "Cameras")}`]);
    await project().write("cameras.json", "[]");
    expect(await places({ deploy })).toEqual([]);
  });

  async function noteSkill(): Promise<void> {
    await mkdir(join(project().root, ".ask"), { recursive: true });
    const states = { askcliStatesVersion: "2020-03-31", profiles: { default: { skillId: "amzn1.ask.skill.1" } } };
    await project().write(".ask/ask-states.json", JSON.stringify(states));
  }
});
