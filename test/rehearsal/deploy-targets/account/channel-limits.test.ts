import { describe, expect, it } from "@jest/globals";
import { allowsOnChannel } from "../../../../rehearsal/deploy-targets/account/channel-limits.ts";
import type { Statement } from "../../../../rehearsal/deploy-targets/account/iam-policies.ts";

const here = { region: "us-east-1", accountId: "123456789012" };
const allow = (Resource: string, ...Action: string[]): Statement => ({ Effect: "Allow", Action, Resource: [Resource] });

describe("what a statement allows on signaling channels", () => {
  it.each([
    ["arn:aws:kinesisvideo:*:123456789012:channel/*", ["front-door", "garden-pond", undefined]],
    ["arn:aws:kinesisvideo:us-east-1:123456789012:channel/garden-*/*", ["garden-pond"]],
    ["arn:aws:kinesisvideo:us-east-1:123456789012:channel/front-door/1700506395046", ["front-door"]],
    ["*", ["front-door", "garden-pond", undefined]],
    ["arn:aws:kinesisvideo:eu-west-1:123456789012:channel/*", []],
    ["arn:aws:kinesisvideo:*:999999999999:channel/*", []],
    ["arn:aws:kinesisvideo:*:123456789012:stream/*", []],
    // A channel's ARN ends in the time of its creation.
    ["arn:aws:kinesisvideo:*:123456789012:channel/front-door", []],
  ])("is by %s for the channels %j", (resource, channels) => {
    const statement = allow(resource, "kinesisvideo:ConnectAsViewer", "s3:GetObject");
    const asked = ["front-door", "garden-pond", undefined];
    expect(asked.filter((name) => allowsOnChannel(statement, "ConnectAsViewer", name, here))).toEqual(channels);
  });

  it("is by its own actions alone", () => {
    const statement = allow("*", "kinesisvideo:Describe*", "s3:*");
    expect(allowsOnChannel(statement, "DescribeSignalingChannel", "front-door", here)).toBe(true);
    expect(allowsOnChannel(statement, "ConnectAsViewer", "front-door", here)).toBe(false);
  });

  it("is nothing where it has a condition", () => {
    const Condition = { StringEquals: { "aws:ResourceTag/camera-skill": ["yes"] } };
    const statement = { ...allow("*", "kinesisvideo:*"), Condition };
    expect(allowsOnChannel(statement, "ConnectAsViewer", "front-door", here)).toBe(false);
  });
});
