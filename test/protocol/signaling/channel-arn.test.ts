import { describe, expect, it } from "@jest/globals";
import { channelArnSchema, formatChannelArn, parseChannelArn } from "../../../protocol/signaling/channel-arn.ts";

const arn = "arn:aws:kinesisvideo:eu-west-1:123456789012:channel/front-door/1700506395046";

describe("a signaling channel's ARN", () => {
  it("says the partition, region, account, name and creation time", () => {
    expect(parseChannelArn(arn)).toEqual({
      partition: "aws",
      region: "eu-west-1",
      accountId: "123456789012",
      channelName: "front-door",
      creationTime: "1700506395046",
    });
  });

  it("comes back together as it was", () => {
    expect(formatChannelArn(parseChannelArn(arn))).toBe(arn);
  });

  it.each([
    "arn:aws-cn:kinesisvideo:cn-north-1:123456789012:channel/a/1",
    "arn:aws-us-gov:kinesisvideo:us-gov-west-1:123456789012:channel/A_b.c-d/1700506395046",
  ])("may be of any partition: %s", (other) => {
    expect(channelArnSchema.safeParse(other).success).toBe(true);
  });

  it.each([
    ["a stream's ARN", "arn:aws:kinesisvideo:us-east-1:123456789012:stream/x/1700506395046"],
    ["another service's ARN", "arn:aws:lambda:us-east-1:123456789012:function:x"],
    ["an ARN without a creation time", "arn:aws:kinesisvideo:us-east-1:123456789012:channel/x"],
    ["a name with a slash", "arn:aws:kinesisvideo:us-east-1:123456789012:channel/a/b/1700506395046"],
    ["an ARN over 1024 characters", `arn:aws:kinesisvideo:us-east-1:${"1".repeat(1000)}:channel/x/1`],
    ["nothing", ""],
  ])("is not %s", (_case, text) => {
    const result = channelArnSchema.safeParse(text);
    expect(result.success).toBe(false);
  });

  it("is asked for in words when it is wrong", () => {
    expect(() => parseChannelArn("front-door")).toThrow(RangeError);
    expect(channelArnSchema.safeParse("front-door").error?.issues[0]?.message).toContain("arn:aws:kinesisvideo");
  });
});
