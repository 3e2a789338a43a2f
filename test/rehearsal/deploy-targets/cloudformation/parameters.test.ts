import { describe, expect, it } from "@jest/globals";
import { outputsOf } from "./support/make.ts";

const template = (declaration: string, sections = "") => `
Parameters:
  P: { ${declaration} }
${sections}
Resources:
  Queue: { Type: AWS::SQS::Queue }
Outputs:
  Out: { Value: !Ref P }`;
const outOf = (declaration: string, value?: string) =>
  outputsOf(template(declaration), value === undefined ? {} : { P: value }).Out;

describe("a parameter", () => {
  it("has the value that is given, else its default", () => {
    expect(outOf("Type: String, Default: 5")).toBe("5");
    expect(outOf("Type: String, Default: 5", "six")).toBe("six");
    expect(outOf("Type: String", "")).toBe("");
  });

  it.each([
    ["Type: String", undefined, "Parameters: [P] must have values"],
    ["Type: String, AllowedValues: [a, b]", "c", "Parameter 'P' must be one of AllowedValues"],
    ["Type: String, AllowedPattern: '[a-z]+'", "abc1", "Parameter 'P' must match pattern [a-z]+"],
    ["Type: String, MinLength: 2", "a", "Parameter 'P' must contain at least 2 characters"],
    ["Type: String, MaxLength: 2", "abc", "Parameter 'P' must contain at most 2 characters"],
    ["Type: Number", "many", "Parameter 'P' must be a number"],
    ["Type: Number", "", "Parameter 'P' must be a number"],
    ["Type: Number, MinValue: 1", "0", "Parameter 'P' must be a number not less than 1"],
    ["Type: Number, MaxValue: 9", "10", "Parameter 'P' must be a number not greater than 9"],
    ["Type: String, MinLength: 1, ConstraintDescription: give a name", "", "failed to satisfy constraint: give a name"],
    ["Type: 'AWS::EC2::KeyPair::KeyName'", "a", "knows no parameters of the type AWS::EC2::KeyPair::KeyName"],
  ])("declared as %s is refused as %s", (declaration, value, message) => {
    expect(() => outOf(declaration, value)).toThrow(message);
  });

  it("is refused where the template does not have it", () => {
    expect(() => outputsOf(template("Type: String, Default: a"), { Q: "x", R: "y" })).toThrow(
      "Parameters: [Q, R] do not exist in the template",
    );
  });

  it("may be a list", () => {
    const text = template("Type: CommaDelimitedList").replace("!Ref P", "!Join [/, !Ref P]");
    expect(outputsOf(text, { P: "a, b,c" }).Out).toBe("a/b/c");
  });
});

describe("the rules of a template", () => {
  const rules = (text: string) => template("Type: String, Default: ''", `Rules:\n${text}`);
  const complete = rules(`  Complete:
    RuleCondition: !Not [!Equals [!Ref P, free]]
    Assertions:
      - Assert: !Contains [[lwa, oidc], !Ref P]
        AssertDescription: Type lwa or oidc.`);

  it("refuse parameters that break them, with their own words", () => {
    expect(() => outputsOf(complete, { P: "other" })).toThrow(/^Type lwa or oidc\.$/);
    expect(outputsOf(complete, { P: "oidc" })).toEqual({ Out: "oidc" });
  });

  it("do not count where their condition does not hold", () => {
    expect(outputsOf(complete, { P: "free" })).toEqual({ Out: "free" });
  });

  it.each([
    ["!Condition C", "refers to C, which is no parameter"],
    ["!Equals [!Ref Queue, a]", "refers to Queue, which is no parameter"],
    ["!If [a, b, c]", "here is Fn::If"],
  ])("take no %s", (assertion, message) => {
    expect(() => outputsOf(rules(`  R: { Assertions: [{ Assert: ${assertion} }] }`))).toThrow(message);
  });
});
