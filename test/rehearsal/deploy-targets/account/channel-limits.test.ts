import { describe, expect, it } from "@jest/globals";
import { channelLimits } from "../../../../rehearsal/deploy-targets/account/channel-limits.ts";

const here = { region: "us-east-1", accountId: "123456789012" };

function limitsOf(Resource: string, ...Action: string[]) {
  return channelLimits([{ Effect: "Allow", Action, Resource: [Resource] }], here);
}

describe("what a role may do to signaling channels", () => {
  it.each([
    ["arn:aws:kinesisvideo:*:123456789012:channel/*", ["*"]],
    ["arn:aws:kinesisvideo:us-east-1:123456789012:channel/garden-*/*", ["garden-*"]],
    ["arn:aws:kinesisvideo:us-east-1:123456789012:channel/front-door/1700506395046", ["front-door"]],
    ["*", ["*"]],
    ["arn:aws:kinesisvideo:eu-west-1:123456789012:channel/*", []],
    ["arn:aws:kinesisvideo:*:999999999999:channel/*", []],
    ["arn:aws:kinesisvideo:*:123456789012:stream/*", []],
    // A channel's ARN ends in the time of its creation.
    ["arn:aws:kinesisvideo:*:123456789012:channel/front-door", []],
  ])("is by %s for the channels %j", (resource, channels) => {
    const actions = channels.length > 0 ? ["kinesisvideo:ConnectAsViewer"] : [];
    expect(limitsOf(resource, "kinesisvideo:ConnectAsViewer", "s3:GetObject")).toEqual({ actions, channels });
  });

  it("is nothing by a statement with a condition", () => {
    const Condition = { StringEquals: { "aws:ResourceTag/camera-skill": ["yes"] } };
    const statement = { Effect: "Allow" as const, Action: ["kinesisvideo:*"], Resource: ["*"], Condition };
    expect(channelLimits([statement], here)).toEqual({ actions: [], channels: [] });
  });
});
