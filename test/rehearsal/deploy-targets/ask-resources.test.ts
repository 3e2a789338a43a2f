import { describe, expect, it } from "@jest/globals";
import {
  changeProfile,
  forEnvironmentKeys,
  rehearsedProfile,
  skillEventsOf,
  withAllRegions,
} from "../../../rehearsal/deploy-targets/ask-cli/ask-resources.ts";

describe("ask-resources.json, as a developer changes it", () => {
  const resources = JSON.stringify({
    askcliResourcesVersion: "2020-03-31",
    profiles: {
      default: {
        skillMetadata: { src: "./skill-package" },
        code: { default: { src: "./lambda" } },
        skillInfrastructure: {
          type: "@ask-cli/cfn-deployer",
          userConfig: {
            runtime: "nodejs24.x",
            skillEvents: { subscriptions: ["SKILL_ENABLED"] },
            cfn: { parameters: { Cameras: "file", LogLevel: "DEBUG" } },
          },
        },
      },
    },
  });

  it("is rehearsed in one region with the accounts of the rehearsal, whatever the project has chosen", () => {
    const ofRegions = changeProfile(resources, withAllRegions);
    const changed = JSON.parse(changeProfile(ofRegions, (profile) => rehearsedProfile(profile, "a-client")));
    const { skillMetadata, code, skillInfrastructure } = changed.profiles.default;
    expect(skillMetadata).toEqual({ src: "./skill-package" });
    expect(code).toEqual({ default: { src: "./lambda" } });
    expect(skillInfrastructure.userConfig).toEqual({
      runtime: "nodejs24.x",
      awsRegion: "us-east-1",
      skillEvents: { subscriptions: ["SKILL_ENABLED"] },
      cfn: {
        parameters: {
          Cameras: "dynamodb",
          LogLevel: "DEBUG",
          AccountLinking: "lwa",
          LoginWithAmazonClientId: "a-client",
        },
      },
    });
  });

  it("has code for each of Alexa's regions, and is otherwise as it was", () => {
    const { profiles } = JSON.parse(resources);
    const src = "./lambda";
    const code = { default: { src }, NA: { src }, EU: { src }, FE: { src } };
    const changed = JSON.parse(changeProfile(resources, withAllRegions)).profiles.default;
    expect(changed).toEqual({ ...profiles.default, code });
  });

  it("has its profile under the name that ask-cli gives keys of the environment", () => {
    const changed = JSON.parse(forEnvironmentKeys(resources));
    expect(Object.keys(changed.profiles)).toEqual(["__ENVIRONMENT_ASK_PROFILE__"]);
    expect(changed.askcliResourcesVersion).toBe("2020-03-31");
  });

  it("says which skill events it subscribes to", () => {
    expect(skillEventsOf(resources)).toEqual(["SKILL_ENABLED"]);
  });
});
