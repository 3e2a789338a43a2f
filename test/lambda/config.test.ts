import { describe, expect, it } from "@jest/globals";
import { ConfigurationError, readConfig } from "../../lambda/config.ts";

const environment = {
  LWA_CLIENT_ID: "amzn1.application-oa2-client.ours",
  LAMBDA_TASK_ROOT: "/var/task",
  AWS_REGION: "eu-west-1",
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
      ALEXA_API_URL_NA: "https://api.amazonalexa.com",
      ALEXA_API_URL_EU: "https://api.eu.amazonalexa.com",
      ALEXA_API_URL_FE: "https://api.fe.amazonalexa.com",
      LOG_LEVEL: "INFO",
    });
  });

  it.each([
    ["CAMERAS", "paper", "type file or dynamodb"],
    ["ACCOUNT_LINKING", "oauth", "type lwa or oidc"],
    ["LWA_CLIENT_ID", "", "amzn1.application-oa2-client"],
    ["LWA_API_URL", "ftp://api.amazon.com", "https://api.amazon.com"],
    ["LAMBDA_TASK_ROOT", undefined, "cameras.json"],
    ["LOG_LEVEL", "loud", "DEBUG, INFO, WARN or ERROR"],
    ["AWS_REGION", undefined, "us-east-1"],
    ["AWS_ACCESS_KEY_ID", undefined, "function's role"],
    ["AWS_SECRET_ACCESS_KEY", undefined, "function's role"],
  ])("says of a wrong %s what to type", (variable, value, advice) => {
    const read = () => readConfig({ ...environment, [variable]: value });
    expect(read).toThrow(ConfigurationError);
    expect(read).toThrow(new RegExp(`^${variable}: .*${advice}`));
  });

  it("names every wrong variable and quotes no value", () => {
    const read = () => readConfig({ CAMERAS: "sentinel", AWS_SECRET_ACCESS_KEY: "sentinel" });
    expect(read).toThrow(/CAMERAS: .*; LAMBDA_TASK_ROOT: /);
    expect(read).not.toThrow(/sentinel/);
  });

  it.each([
    [{ ACCOUNT_LINKING: "oidc" }, /^OIDC_ISSUER: .*; OIDC_AUDIENCE: /],
    [{ CAMERAS: "dynamodb" }, /^TABLE_NAME: /],
    [{ EVENTS_SECRET_ARN: "arn" }, /^TABLE_NAME: /],
    [
      {
        SNAPSHOT_URL: "https://pictures.example",
        CAMERAS: "dynamodb",
        TABLE_NAME: "t",
        SNAPSHOT_BUCKET: "b",
        SNAPSHOT_SECRET_ARN: "arn",
      },
      /^EVENTS_SECRET_ARN: /,
    ],
    [{ SNAPSHOT_URL: "https://pictures.example" }, /^SNAPSHOT_BUCKET: .*; SNAPSHOT_SECRET_ARN: /],
  ])("demands with %j what belongs to it", (change, message) => {
    expect(() => readConfig({ ...environment, ...change })).toThrow(message);
  });

  it("demands what an entry point cannot do without", () => {
    expect(() => readConfig(environment, ["TABLE_NAME", "SKILL_ID"])).toThrow(/^TABLE_NAME: .*; SKILL_ID: /);
  });
});
