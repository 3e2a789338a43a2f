import { describe, expect, it } from "@jest/globals";
import {
  type AskedAction,
  allows,
  policyDocumentSchema,
} from "../../../../rehearsal/deploy-targets/account/iam-policies.ts";

const table = "arn:aws:dynamodb:us-east-1:123456789012:table/cameras";

function isAllowed(statement: object, asked: AskedAction): boolean {
  const { Statement } = policyDocumentSchema.parse({ Statement: { Effect: "Allow", ...statement } });
  return Statement.some((each) => allows(each, asked));
}

describe("a statement of a role's policy", () => {
  const get = { action: "dynamodb:GetItem", resource: table };

  it("allows its actions on its resources, by their patterns", () => {
    expect(isAllowed({ Action: "dynamodb:GetItem", Resource: table }, get)).toBe(true);
    expect(isAllowed({ Action: ["dynamodb:Get*"], Resource: ["arn:aws:dynamodb:*:*:table/*"] }, get)).toBe(true);
    expect(isAllowed({ Action: "dynamodb:PutItem", Resource: table }, get)).toBe(false);
    expect(isAllowed({ Action: "dynamodb:GetItem", Resource: `${table}2` }, get)).toBe(false);
  });

  it("is held to the keys of a table that it names, also where none is touched", () => {
    const keys = {
      "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["grant#*"] },
      Null: { "dynamodb:LeadingKeys": "false" },
    };
    const statement = { Action: "dynamodb:GetItem", Resource: table, Condition: keys };
    const under = (partition: string) => ({ ...get, context: { "dynamodb:LeadingKeys": partition } });
    expect(isAllowed(statement, under("grant#someone"))).toBe(true);
    expect(isAllowed(statement, under("camera#front-door"))).toBe(false);
    expect(isAllowed(statement, get)).toBe(false);
  });

  it("allows what touches no key where only ForAllValues stands, as AWS does", () => {
    const keys = { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["grant#*"] } };
    expect(isAllowed({ Action: "dynamodb:*", Resource: table, Condition: keys }, get)).toBe(true);
  });

  it("is not read where it has what is not known here", () => {
    for (const more of [
      { Effect: "Deny" },
      { NotResource: "*" },
      { Condition: { IpAddress: { "aws:SourceIp": "::1" } } },
    ]) {
      expect(() => isAllowed({ Action: "dynamodb:*", Resource: table, ...more }, get)).toThrow();
    }
  });
});
