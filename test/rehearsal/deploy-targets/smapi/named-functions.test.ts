import { describe, expect, it } from "@jest/globals";
import { calledSmapi, connectedHome, grant, skillsKit } from "./called-smapi.ts";
import { functionArn, manifestWith, packageZip, skillJson } from "./skill-package.ts";

const { deployed, importZip, newSkill } = calledSmapi();

describe("A manifest that names functions", () => {
  const endpoint = { uri: functionArn };

  it("is refused in a new skill, which no function can know yet", async () => {
    deployed.triggers = [grant(connectedHome, "amzn1.ask.skill.another")];
    const { status, skill } = await importZip(packageZip(manifestWith(endpoint)));
    expect([status, skill.skillId]).toEqual(["FAILED", undefined]);
    expect(skill.resources[0].errors[0].message).toMatch(
      `The trigger setting for the Lambda ${functionArn} is invalid. It does not let ${connectedHome} in`,
    );
  });

  it("is taken once the function lets Alexa in for this skill", async () => {
    const skillId = await newSkill();
    const zip = packageZip(manifestWith(endpoint));
    expect(JSON.stringify(await importZip(zip, skillId))).toContain("There is no such function");
    deployed.triggers = [grant(connectedHome, undefined)];
    expect((await importZip(zip, skillId)).status).toBe("FAILED");
    deployed.triggers = [grant(skillsKit, skillId)];
    expect((await importZip(zip, skillId)).status).toBe("FAILED");
    deployed.triggers = [grant(connectedHome, skillId)];
    expect((await importZip(zip, skillId)).status).toBe("SUCCEEDED");
  });

  it("needs the other trigger for its events", async () => {
    const skillId = await newSkill();
    const zip = packageZip(manifestWith(endpoint, { endpoint, subscriptions: [{ eventName: "SKILL_ENABLED" }] }));
    deployed.triggers = [grant(connectedHome, skillId)];
    expect(JSON.stringify(await importZip(zip, skillId))).toContain("It is named at /manifest/events/endpoint/uri.");
    deployed.triggers = [grant(connectedHome, skillId), grant(skillsKit, "amzn1.ask.skill.another")];
    expect((await importZip(zip, skillId)).status).toBe("FAILED");
    for (const token of [skillId, undefined]) {
      deployed.triggers = [grant(connectedHome, skillId), grant(skillsKit, token)];
      expect((await importZip(zip, skillId)).status).toBe("SUCCEEDED");
    }
  });

  it("needs the trigger in every Alexa region", async () => {
    const skillId = await newSkill();
    const uri = functionArn.replace("us-east-1", "eu-west-1");
    const smartHome = { protocolVersion: "3", endpoint, regions: { EU: { endpoint: { uri } } } };
    const zip = packageZip(skillJson({ apis: { smartHome } }));
    deployed.triggers = [grant(connectedHome, skillId)];
    const { skill } = await importZip(zip, skillId);
    expect(skill.resources[0].errors).toEqual([
      { message: expect.stringContaining("It is named at /manifest/apis/smartHome/regions/EU/endpoint/uri.") },
    ]);
    deployed.triggers = [grant(connectedHome, skillId), grant(connectedHome, skillId, uri)];
    expect((await importZip(zip, skillId)).status).toBe("SUCCEEDED");
  });
});
