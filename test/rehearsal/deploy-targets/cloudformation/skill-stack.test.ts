import { readFile } from "node:fs/promises";
import { CreateStackCommand, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { triggersIn } from "../../../../rehearsal/deploy-targets/cloudformation/index.ts";
import type { DeployedStack } from "../../../../rehearsal/deploy-targets/deployed-stack.ts";
import { type Account, parametersOf, startTestAccount } from "./support/account.ts";

const region = "eu-west-1";
const path = new URL("../../../../infrastructure/cfn-deployer/skill-stack.yaml", import.meta.url);
const handlers = { "index.mjs": "", "camera-events.mjs": "", "snapshot.mjs": "" };

let account: Account;
let stack: DeployedStack;

beforeAll(async () => {
  account = await startTestAccount();
  const Parameters = parametersOf({
    ...(await account.upload(region, handlers)),
    SkillId: "amzn1.ask.skill.0",
    SkillClientId: "messaging client",
    SkillClientSecret: "secret of the messaging client",
    LambdaRuntime: "nodejs24.x",
    LambdaHandler: "index.handler",
    LoginWithAmazonClientId: "amzn1.application-oa2-client.0",
    AlarmEmail: "owner@example.com",
  });
  const TemplateBody = await readFile(path, "utf8");
  const Capabilities = ["CAPABILITY_IAM"] as const;
  const client = account.clientIn(region);
  const { StackId = "" } = await client.send(
    new CreateStackCommand({ StackName: "skill", TemplateBody, Parameters, Capabilities: [...Capabilities] }),
  );
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: StackId }));
  expect(Stacks?.[0]?.StackStatus).toBe("CREATE_COMPLETE");
  const found = account.cloudFormation.stackOf(StackId);
  if (found === undefined) throw new Error("there is no stack");
  stack = found;
  // Loading the rules that judge a template takes seconds.
}, 60_000);
afterAll(() => account.stop());

describe("the skill's own stack", () => {
  it("has no function of the template left in a property", () => {
    const text = JSON.stringify(Object.values(stack.resources).map(({ properties }) => properties));
    expect(text).not.toMatch(/"(Ref|Fn::[A-Za-z]+)":|\$\{/);
  });

  it("gives Alexa the triggers of the function that its output names", () => {
    const triggers = triggersIn([stack])(stack.outputs.SkillEndpoint ?? "");
    expect(triggers.map(({ principal, eventSourceToken }) => [principal, eventSourceToken])).toEqual(
      expect.arrayContaining([
        ["alexa-connectedhome.amazon.com", "amzn1.ask.skill.0"],
        ["alexa-appkit.amazon.com", "amzn1.ask.skill.0"],
      ]),
    );
  });

  it("leads the environment of its functions to its own resources", () => {
    const functions = Object.values(stack.resources).filter(({ type }) => type === "AWS::Lambda::Function");
    expect(functions).toHaveLength(3);
    const names = Object.values(stack.resources).map(({ physicalId }) => physicalId);
    for (const { properties } of functions) {
      const { Variables } = properties.Environment as { Variables: Record<string, string> };
      expect(names).toContain(Variables.TABLE_NAME);
    }
  });
});
