import { describe, expect, it } from "@jest/globals";
import { admitInvoker, type Invoker } from "../../../../rehearsal/deploy-targets/account/trigger-permissions.ts";
import { resource, stackOf } from "./support/small-stack.ts";

const arn = "arn:aws:lambda:us-east-1:123456789012:function:skill";

function isAdmitted(permission: object, invoker: Invoker, target = arn): boolean {
  const Permission = resource("AWS::Lambda::Permission", {
    Action: "lambda:InvokeFunction",
    FunctionName: arn,
    ...permission,
  });
  try {
    admitInvoker(stackOf({ Permission }), target, invoker);
    return true;
  } catch (error) {
    expect((error as Error).name).toBe("InvocationRefused");
    return false;
  }
}

describe("a permission of a function", () => {
  const alexa = { principal: "alexa-connectedhome.amazon.com", eventSourceToken: "amzn1.ask.skill.1" };
  const ofAlexa = { Principal: alexa.principal, EventSourceToken: alexa.eventSourceToken };

  it("lets in whom it names, for the skill that it names", () => {
    expect(isAdmitted(ofAlexa, alexa)).toBe(true);
    expect(isAdmitted(ofAlexa, { ...alexa, eventSourceToken: "amzn1.ask.skill.2" })).toBe(false);
    expect(isAdmitted(ofAlexa, { ...alexa, principal: "alexa-appkit.amazon.com" })).toBe(false);
    expect(isAdmitted({ Principal: alexa.principal }, alexa)).toBe(true);
  });

  it("is for its function alone, and for the version or alias that it names", () => {
    expect(isAdmitted({ ...ofAlexa, FunctionName: "skill" }, alexa)).toBe(true);
    expect(isAdmitted({ ...ofAlexa, FunctionName: "other" }, alexa)).toBe(false);
    expect(isAdmitted({ ...ofAlexa, FunctionName: `${arn}:live` }, alexa)).toBe(false);
    expect(isAdmitted({ ...ofAlexa, FunctionName: `${arn}:live` }, alexa, `${arn}:live`)).toBe(true);
  });

  it("lets a rule in by its ARN", () => {
    const rule = { principal: "events.amazonaws.com", sourceArn: "arn:aws:events:us-east-1:123456789012:rule/one" };
    expect(isAdmitted({ Principal: rule.principal, SourceArn: rule.sourceArn }, rule)).toBe(true);
    expect(isAdmitted({ Principal: rule.principal, SourceArn: `${rule.sourceArn}s` }, rule)).toBe(false);
  });

  it("that is only for calls by the function's URL lets nobody else in", () => {
    const byUrl = { Principal: "*", InvokedViaFunctionUrl: "true" };
    expect(isAdmitted(byUrl, { principal: "*", viaFunctionUrl: true })).toBe(true);
    expect(isAdmitted(byUrl, { principal: "*" })).toBe(false);
  });
});
