import { describe, expect, it } from "@jest/globals";
import { npmRun } from "../../../../cli/doctor/reads/npm-run.ts";

describe("a script of the project's", () => {
  const keys = { AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "s", ASK_REFRESH_TOKEN: "r", ASK_VENDOR_ID: "v" };

  it.each([
    ["default", {}, "npm run deploy"],
    ["beta", {}, "npm run deploy -- --profile beta"],
    ["beta", { ASK_DEFAULT_PROFILE: "beta" }, "npm run deploy"],
    ["default", { ASK_DEFAULT_PROFILE: "beta" }, "npm run deploy -- --profile default"],
    ["default", keys, "npm run deploy -- --profile default"],
  ])("is typed for the profile that is examined, %s where there is %j", (profile, environment, typed) => {
    expect(npmRun("deploy", { profile, environment })).toBe(typed);
  });

  it("has its own flags behind the profile's", () => {
    const patient = { profile: "beta", environment: {} };
    expect(npmRun("deploy", patient, "--ignore-hash")).toBe("npm run deploy -- --profile beta --ignore-hash");
  });
});
