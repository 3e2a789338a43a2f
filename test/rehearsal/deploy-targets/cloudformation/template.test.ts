import { describe, expect, it } from "@jest/globals";
import { parseTemplate } from "../../../../rehearsal/deploy-targets/cloudformation/template.ts";
import { made, make, outputsOf } from "./support/make.ts";

/** A template with one queue beside what is given. */
const withQueue = (text: string) => `${text}\nResources:\n  Queue: { Type: AWS::SQS::Queue }\n`;
const output = (value: string, sections = "") =>
  outputsOf(withQueue(`${sections}\nOutputs:\n  Out: { Value: ${value} }`)).Out;

describe("a template's text", () => {
  it("may be JSON", () => {
    const template = {
      Resources: { Queue: { Type: "AWS::SQS::Queue" } },
      Outputs: { Out: { Value: { Ref: "Queue" } } },
    };
    expect(outputsOf(JSON.stringify(template)).Out).toMatch(
      /^https:\/\/sqs\.eu-west-1\.amazonaws\.com\/123456789012\/tried-Queue-[A-Z0-9]{12}$/,
    );
  });

  it("has short forms of functions before texts, lists and maps", () => {
    const { Resources } = parseTemplate(`
Resources:
  A:
    Type: T
    Properties:
      a: !GetAtt B.Arn.Deep
      b: !GetAtt [B, Arn]
      c: !Not [!Condition C]
      d: !Sub
        - x
        - { y: !Ref Z }
      e: !Transform { Name: N }`);
    expect(Resources.A?.Properties).toEqual({
      a: { "Fn::GetAtt": ["B", "Arn.Deep"] },
      b: { "Fn::GetAtt": ["B", "Arn"] },
      c: { "Fn::Not": [{ Condition: "C" }] },
      d: { "Fn::Sub": ["x", { y: { Ref: "Z" } }] },
      e: { "Fn::Transform": { Name: "N" } },
    });
  });

  it("keeps a date and the letter N as text, and reads yes and no as YAML 1.1 does", () => {
    const { Resources } = parseTemplate("Resources: { A: { Type: T, Properties: { a: 2012-10-17, b: yes, c: N } } }");
    expect(Resources.A?.Properties).toEqual({ a: "2012-10-17", b: true, c: "N" });
  });

  it.each([
    ["is not well-formed", "a: b: c", "Template format error: YAML not well-formed. (line 1, column 4)"],
    ["has a key twice", "a: 1\na: 2", "Template format error: YAML not well-formed. (line 2, column 1)"],
    ["has a tag that is no function", "a: !Foo x", "YAML not well-formed"],
    ["has an alias", "a: &x 1\nb: *x", "Template error: YAML aliases are not allowed in CloudFormation templates"],
    ["has no resources", "Resources: {}", "At least one Resources member must be defined."],
    ["has a section that there is not", withQueue("Nonsense: {}"), "Template format error"],
    ["is empty", "", "Template format error"],
  ])("is refused where it %s", (_what, text, message) => {
    expect(() => parseTemplate(text)).toThrow(message);
  });
});

describe("a function of a template", () => {
  it.each([
    ["!Ref AWS::Region", "eu-west-1"],
    [
      `!Sub '\${AWS::Partition}:\${Queue.QueueName}:\${!Literal}'`,
      expect.stringMatching(/^aws:tried-Queue-\w{12}:\$\{Literal\}$/),
    ],
    [`!Sub ['\${A}-\${B}', { A: x, B: !Ref AWS::StackName }]`, "x-tried"],
    ["!Join [',', [a, 1, !Ref AWS::Region]]", "a,1,eu-west-1"],
    ["!Join [',', !Split ['-', a-b-c]]", "a,b,c"],
    ["!Join [',', [a, !Ref AWS::NoValue, b]]", "a,b"],
    ["!Select ['1', [a, b]]", "b"],
    ["!Select [1, !Split ['.', a.b]]", "b"],
    ["!GetAtt Queue.Arn", expect.stringMatching(/^arn:aws:sqs:eu-west-1:123456789012:tried-Queue-\w{12}$/)],
  ])("%s is worked out", (value, expected) => {
    expect(output(value)).toEqual(expected);
  });

  it("looks into a map", () => {
    const maps = "Mappings: { Ports: { eu-west-1: { Open: 80 } } }";
    expect(output("!FindInMap [Ports, !Ref AWS::Region, Open]", maps)).toBe("80");
    expect(() => output("!FindInMap [Ports, us-east-1, Open]", maps)).toThrow("Unable to get mapping for");
  });

  it("chooses by a condition, and the other branch's references do not count", () => {
    const text = (value: string) => `
Parameters: { Wanted: { Type: String, Default: "${value}" } }
Conditions:
  IsWanted: !Equals [!Ref Wanted, "true"]
  Both: !And [!Condition IsWanted, !Or [!Not [!Condition IsWanted], !Equals [a, a]]]
Resources:
  Queue: { Type: AWS::SQS::Queue }
  Other: { Type: AWS::SQS::Queue, Condition: Both }
Outputs:
  Out: { Value: !If [Both, !GetAtt Other.QueueName, none] }
  Only: { Value: x, Condition: Both }`;
    expect(outputsOf(text("true"))).toEqual({ Out: expect.stringMatching(/^tried-Other-/), Only: "x" });
    expect(outputsOf(text("false"))).toEqual({ Out: "none" });
    expect(Object.keys(made(text("false")))).toEqual(["Queue"]);
  });

  it.each([
    ["!Ref Nobody", "Unresolved resource dependencies [Nobody] in the Outputs block of the template"],
    [`!Sub '\${Nobody.Arn}'`, "Unresolved resource dependencies [Nobody] in the Outputs block of the template"],
    ["!GetAtt Queue.Colour", "resource Queue does not support attribute type Colour in Fn::GetAtt"],
    ["!Select [3, [a]]", "Fn::Select cannot select nonexistent value at index 3"],
    ["!If [Unknown, a, b]", "Unresolved condition dependency Unknown"],
    ["!ImportValue elsewhere", "this stand-in does not know the function Fn::ImportValue here"],
    ["!Base64 text", "this stand-in does not know the function Fn::Base64 here"],
    ["!Join [a]", "every Fn::Join object requires a list"],
  ])("%s is refused", (value, message) => {
    expect(() => output(value)).toThrow(message);
  });
});

describe("the resources of a template", () => {
  it("are made in an order in which each has what it needs", () => {
    const text = `
Resources:
  Third: { Type: AWS::SQS::Queue, DependsOn: Second }
  Second: { Type: AWS::SNS::Topic, Properties: { DisplayName: !Sub 'after \${First.QueueName}' } }
  First: { Type: AWS::SQS::Queue }`;
    expect(Object.keys(made(text))).toEqual(["First", "Second", "Third"]);
  });

  it("cannot need each other", () => {
    const text = `
Resources:
  A: { Type: AWS::SNS::Topic, Properties: { DisplayName: !GetAtt B.TopicName } }
  B: { Type: AWS::SNS::Topic, Properties: { DisplayName: !Sub '\${A}' } }
  C: { Type: AWS::SNS::Topic }`;
    expect(() => make(text)).toThrow("Circular dependency between resources: [A, B]");
  });

  it("cannot need one that is not there", () => {
    const text = `
Conditions: { Never: !Equals [a, b] }
Resources:
  A: { Type: AWS::SNS::Topic, Properties: { DisplayName: !Ref B } }
  B: { Type: AWS::SNS::Topic, Condition: Never }`;
    expect(() => make(text)).toThrow("Unresolved resource dependencies [B] in the Resources block of the template");
    expect(() => make("Resources: { A: { Type: AWS::SNS::Topic, DependsOn: Nobody } }")).toThrow("[Nobody]");
  });
});

describe("a template's conditions", () => {
  const conditions = (text: string) => () => make(withQueue(`Conditions:\n${text}`));

  it("may name each other, but not in a circle", () => {
    expect(conditions("  A: !Not [!Condition B]\n  B: !Not [!Condition A]")).toThrow("Circular dependency");
    expect(conditions("  A: !Not [!Condition C]")).toThrow("Unresolved condition dependency C");
  });

  it("know no resources", () => {
    expect(conditions("  A: !Equals [!Ref Queue, a]")).toThrow("Cannot reference resources in the Conditions block");
  });
});
