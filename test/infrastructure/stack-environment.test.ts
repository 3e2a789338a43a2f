import { describe, expect, it } from "@jest/globals";
import { readConfig } from "../../lambda/config.ts";
import { fromAskCli, propertiesOf, refOf, resolveStack, template } from "./support/skill-stack.ts";

const lwa = { AccountLinking: "lwa", LoginWithAmazonClientId: "amzn1.application-oa2-client.ours" };
const oidc = { AccountLinking: "oidc", OidcIssuer: "https://login.example/", OidcAudience: "cameras" };

/** What Lambda sets itself. */
const fromLambda = {
  LAMBDA_TASK_ROOT: "/var/task",
  AWS_LAMBDA_FUNCTION_NAME: "ask-camera",
  AWS_REGION: "us-east-1",
  AWS_ACCESS_KEY_ID: "ASIAEXAMPLE",
  AWS_SECRET_ACCESS_KEY: "secret",
  AWS_SESSION_TOKEN: "token",
};

/** Each function, and what its entry point cannot do without or does its work by. */
const functions = [
  ["SkillFunction", ["TABLE_NAME", "SKILL_ID", "EVENTS_SECRET_ARN", "SNAPSHOT_URL"]],
  ["CameraEventsFunction", ["TABLE_NAME", "EVENTS_SECRET_ARN", "SNAPSHOT_URL"]],
  ["SnapshotFunction", ["TABLE_NAME", "SNAPSHOT_BUCKET", "SNAPSHOT_SECRET_ARN"]],
] as const;

const choices = [lwa, oidc].flatMap((accounts) =>
  ["dynamodb", "file"].map((Cameras): Record<string, string> => ({ ...accounts, Cameras })),
);

function variablesOf(parameters: Readonly<Record<string, string>>, id: string): Readonly<Record<string, string>> {
  const { Environment } = propertiesOf(resolveStack(parameters), id);
  return (Environment as { readonly Variables: Readonly<Record<string, string>> }).Variables;
}

describe.each(functions)("the environment of %s", (id, needed) => {
  it.each(choices)("is what the settings want, by $AccountLinking and $Cameras, and all of it", (parameters) => {
    const variables = variablesOf(parameters, id);
    expect(readConfig({ ...fromLambda, ...variables }, [...needed])).toMatchObject(variables);
  });

  it("says what the parameters say", () => {
    const [byLwa, byOidc] = [lwa, { ...oidc, Cameras: "file", LogLevel: "DEBUG" }].map((each) => variablesOf(each, id));
    expect(byLwa).toMatchObject({
      CAMERAS: "dynamodb",
      ACCOUNT_LINKING: "lwa",
      LWA_CLIENT_ID: lwa.LoginWithAmazonClientId,
      TABLE_NAME: refOf("Table"),
      LOG_LEVEL: "INFO",
    });
    expect(byLwa).not.toHaveProperty("OIDC_ISSUER");
    expect(byOidc).toMatchObject({
      CAMERAS: "file",
      ACCOUNT_LINKING: "oidc",
      OIDC_ISSUER: oidc.OidcIssuer,
      OIDC_AUDIENCE: oidc.OidcAudience,
      LOG_LEVEL: "DEBUG",
    });
    expect(byOidc).not.toHaveProperty("LWA_CLIENT_ID");
  });

  it("holds no secret", () => {
    const secret = Object.keys(template.Parameters).filter((name) => template.Parameters[name]?.NoEcho);
    expect(secret).toEqual(["SkillClientSecret"]);
    const declared = JSON.stringify(template.Resources[id]);
    for (const name of [...secret, "resolve:"]) expect(declared).not.toContain(name);
  });
});

describe("the function that serves pictures", () => {
  it("does not know its own URL, nor the skill's client", () => {
    const variables = variablesOf(lwa, "SnapshotFunction");
    expect(Object.keys(variables).filter((name) => /^(SNAPSHOT_URL|SKILL_ID|EVENTS_)/.test(name))).toEqual([]);
  });
});

describe("the stack's secrets", () => {
  const stack = resolveStack(lwa);

  it("are in Secrets Manager alone", () => {
    const holding = Object.entries(stack.resources).filter(([, { properties }]) =>
      JSON.stringify(properties).includes(fromAskCli.SkillClientSecret),
    );
    expect(holding.map(([id, { type }]) => [id, type])).toEqual([["EventsSecret", "AWS::SecretsManager::Secret"]]);
  });

  it("hold the messaging client as the skill reads it", () => {
    expect(JSON.parse(String(propertiesOf(stack, "EventsSecret").SecretString))).toEqual({
      clientId: fromAskCli.SkillClientId,
      clientSecret: fromAskCli.SkillClientSecret,
    });
  });

  it("hold a generated signing key that is long enough for the skill", () => {
    expect(propertiesOf(stack, "SnapshotSecret").GenerateSecretString).toEqual({
      SecretStringTemplate: "{}",
      GenerateStringKey: "signingKey",
      PasswordLength: 64,
      ExcludePunctuation: true,
    });
  });
});
