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

  describe("of a request that has several values of a key", () => {
    const under = (operator: string, ...values: string[]) =>
      isAllowed(
        {
          Action: "dynamodb:BatchGetItem",
          Resource: table,
          Condition: { [operator]: { "dynamodb:LeadingKeys": ["grant#*", "presence#one"] } },
        },
        { action: "dynamodb:BatchGetItem", resource: table, context: { "dynamodb:LeadingKeys": values } },
      );

    it("wants ForAllValues to hold for each of them, by any of the patterns", () => {
      expect(under("ForAllValues:StringLike", "grant#1", "presence#one")).toBe(true);
      expect(under("ForAllValues:StringLike", "grant#1", "camera#one")).toBe(false);
      expect(under("ForAllValues:StringLike")).toBe(true);
    });

    it("wants ForAnyValue to hold for one of them", () => {
      expect(under("ForAnyValue:StringLike", "camera#one", "grant#1")).toBe(true);
      expect(under("ForAnyValue:StringLike", "camera#one", "camera#two")).toBe(false);
      expect(under("ForAnyValue:StringLike")).toBe(false);
    });

    it("does not meet an operator that is for one value, however they are", () => {
      expect(under("StringLike", "grant#1")).toBe(true);
      expect(under("StringLike", "grant#1", "grant#2")).toBe(false);
      expect(under("StringLike", "grant#1", "camera#one")).toBe(false);
      expect(under("StringLike")).toBe(false);
    });

    it("takes no pattern for StringEquals", () => {
      expect(under("ForAllValues:StringEquals", "presence#one")).toBe(true);
      expect(under("ForAllValues:StringEquals", "presence#one", "grant#1")).toBe(false);
      expect(under("ForAnyValue:StringEquals", "grant#1", "presence#one")).toBe(true);
      expect(under("StringEquals", "grant#*")).toBe(true);
      expect(under("StringEquals", "grant#1")).toBe(false);
    });

    it("counts a list without members as no value", () => {
      const isNull = (wanted: string, values: string | readonly string[]) =>
        isAllowed(
          { Action: "dynamodb:*", Resource: table, Condition: { Null: { "dynamodb:LeadingKeys": wanted } } },
          { ...get, context: { "dynamodb:LeadingKeys": values } },
        );
      expect([isNull("true", []), isNull("false", [])]).toEqual([true, false]);
      expect([isNull("true", ["a", "b"]), isNull("false", ["a", "b"])]).toEqual([false, true]);
      expect([isNull("true", "a"), isNull("false", "a")]).toEqual([false, true]);
    });
  });

  it("holds only where all of its conditions do, each by one of its values", () => {
    const Condition = {
      StringEquals: { "events:source": ["camera.one", "camera.two"], "aws:SourceAccount": "123456789012" },
    };
    const put = (context: Record<string, string>) =>
      isAllowed({ Action: "events:PutEvents", Resource: "*", Condition }, { ...putEvents, context });
    const putEvents = {
      action: "events:PutEvents",
      resource: "arn:aws:events:us-east-1:123456789012:event-bus/default",
    };
    expect(put({ "events:source": "camera.two", "aws:SourceAccount": "123456789012" })).toBe(true);
    expect(put({ "events:source": "camera.two", "aws:SourceAccount": "999999999999" })).toBe(false);
    expect(put({ "events:source": "camera.two" })).toBe(false);
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
