import { describe, expect, it } from "@jest/globals";
import { triggersIn } from "../../../../rehearsal/deploy-targets/cloudformation/index.ts";
import type { DeployedStack } from "../../../../rehearsal/deploy-targets/deployed-stack.ts";

const arn = "arn:aws:lambda:eu-west-1:123456789012:function:skill";
const alexa = { Action: "lambda:InvokeFunction", Principal: "alexa-connectedhome.amazon.com" };

function stackWith(...permissions: readonly Readonly<Record<string, string>>[]): DeployedStack {
  const resources = permissions.map((properties, at) => [
    `Permission${at}`,
    { type: "AWS::Lambda::Permission", physicalId: `${at}`, properties, attributes: {} },
  ]);
  return {
    stackId: "arn:aws:cloudformation:eu-west-1:123456789012:stack/skill/0",
    name: "skill",
    region: "eu-west-1",
    accountId: "123456789012",
    status: "CREATE_COMPLETE",
    outputs: {},
    resources: Object.fromEntries(resources),
  };
}

describe("who may invoke a function", () => {
  it("stands in its permissions, however these name it", () => {
    for (const FunctionName of ["skill", arn, "123456789012:function:skill", "function:skill"]) {
      const stack = stackWith({ ...alexa, FunctionName, EventSourceToken: "amzn1.ask.skill.0" });
      expect(triggersIn([stack])(arn)).toEqual([
        { functionArn: arn, principal: alexa.Principal, eventSourceToken: "amzn1.ask.skill.0" },
      ]);
    }
  });

  it("is any skill where no token is asked for", () => {
    expect(triggersIn([stackWith({ ...alexa, FunctionName: arn })])(arn)).toMatchObject([
      { eventSourceToken: undefined },
    ]);
  });

  it("is told apart by alias", () => {
    const triggers = triggersIn([stackWith({ ...alexa, FunctionName: `${arn}:live` })]);
    expect(triggers(`${arn}:live`)).toHaveLength(1);
    expect(triggers(arn)).toEqual([]);
    expect(triggers(`${arn}:test`)).toEqual([]);
  });

  it("is nobody by a permission for something else, or for another function", () => {
    const url = { ...alexa, Action: "lambda:InvokeFunctionUrl", FunctionName: arn };
    const other = { ...alexa, FunctionName: "other" };
    expect(triggersIn([stackWith(url, other)])(arn)).toEqual([]);
    expect(triggersIn([])(arn)).toEqual([]);
  });
});
