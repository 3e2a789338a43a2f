import { describe, expect, it } from "@jest/globals";
import { ConfigurationError, readConfig } from "../../lambda/config.ts";

const environment = {
  LWA_CLIENT_ID: "amzn1.application-oa2-client.ours",
  LAMBDA_TASK_ROOT: "/var/task",
  AWS_ACCESS_KEY_ID: "AKIAEXAMPLE",
  AWS_SECRET_ACCESS_KEY: "secret",
};

describe("the configuration", () => {
  it("fills in what may be left out", () => {
    expect(readConfig({ ...environment, LWA_API_URL: "", PATH: "/bin" })).toEqual({
      ...environment,
      CAMERAS: "file",
      ACCOUNT_LINKING: "lwa",
      LWA_API_URL: "https://api.amazon.com",
      LOG_LEVEL: "INFO",
    });
  });

  it.each([
    ["CAMERAS", "dynamodb", "type file"],
    ["ACCOUNT_LINKING", "oidc", "type lwa"],
    ["LWA_CLIENT_ID", "", "amzn1.application-oa2-client"],
    ["LWA_API_URL", "ftp://api.amazon.com", "https://api.amazon.com"],
    ["LAMBDA_TASK_ROOT", undefined, "cameras.json"],
    ["LOG_LEVEL", "loud", "DEBUG, INFO, WARN or ERROR"],
    ["AWS_ACCESS_KEY_ID", undefined, "function's role"],
    ["AWS_SECRET_ACCESS_KEY", undefined, "function's role"],
  ])("says of a wrong %s what to type", (variable, value, advice) => {
    const read = () => readConfig({ ...environment, [variable]: value });
    expect(read).toThrow(ConfigurationError);
    expect(read).toThrow(new RegExp(`^${variable}: .*${advice}`));
  });

  it("names every wrong variable and quotes no value", () => {
    const read = () => readConfig({ CAMERAS: "sentinel", AWS_SECRET_ACCESS_KEY: "sentinel" });
    expect(read).toThrow(/CAMERAS: .*; LWA_CLIENT_ID: .*; LAMBDA_TASK_ROOT: /);
    expect(read).not.toThrow(/sentinel/);
  });
});
