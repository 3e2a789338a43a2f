import { describe, expect, it } from "@jest/globals";
import { eventPatternSchema, matchesEvent } from "../../../../rehearsal/deploy-targets/account/event-pattern.ts";

const event = {
  source: "aws.s3",
  "detail-type": "Object Created",
  resources: ["arn:aws:s3:::pictures"],
  detail: { bucket: { name: "pictures" }, object: { key: "front-door.jpg", size: 5 } },
};

const matches = (pattern: object) => matchesEvent(eventPatternSchema.parse(pattern), event);

describe("an event pattern", () => {
  it.each([
    [{ source: ["aws.s3", "aws.ec2"] }],
    [{ source: [{ prefix: "aws." }] }],
    [{ detail: { bucket: { name: ["pictures"] }, object: { key: [{ suffix: ".jpg" }] } } }],
    [{ detail: { object: { size: [5] } } }],
    [{ resources: ["arn:aws:s3:::pictures"] }],
    [{ detail: { reason: [{ exists: false }] }, source: [{ exists: true }] }],
  ])("%j is for it", (pattern) => {
    expect(matches(pattern)).toBe(true);
  });

  it.each([
    [{ source: [{ prefix: "camera." }] }],
    [{ source: ["aws.s3"], "detail-type": ["Object Deleted"] }],
    [{ detail: { bucket: { name: ["others"] } } }],
    [{ detail: { object: { size: ["5"] } } }],
    [{ detail: { bucket: { name: { first: ["p"] } } } }],
    [{ detail: { toString: [{ exists: true }] } }],
  ])("%j is not", (pattern) => {
    expect(matches(pattern)).toBe(false);
  });

  it("is not read where it has a filter that is not known here", () => {
    expect(() => matches({ source: [{ "anything-but": "aws.s3" }] })).toThrow();
    expect(() => matches({ source: "aws.s3" })).toThrow();
  });
});
