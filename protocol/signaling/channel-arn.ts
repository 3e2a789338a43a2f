import * as z from "zod/mini";

/**
 * The widest of the patterns AWS publishes for a signaling channel's ARN: the service models disagree on the partition.
 * Source: Kinesis Video Streams API reference, `ChannelARN` of GetSignalingChannelEndpoint and of SendAlexaOfferToMaster.
 */
const pattern = /^arn:([a-z\d-]+):kinesisvideo:([a-z0-9-]+):([0-9]+):channel\/([a-zA-Z0-9_.-]{1,256})\/([0-9]+)$/;

/** A signaling channel's ARN, as text: 1 to 1024 characters. */
export const channelArnSchema = z.string().check(
  z.maxLength(1024),
  z.regex(pattern, {
    error: "is not a signaling channel's ARN (arn:aws:kinesisvideo:<region>:<account>:channel/<name>/<creation time>)",
  }),
);

/** What a channel's ARN says: region, account and partition are taken from here and configured nowhere else. */
export interface ChannelArn {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
  readonly channelName: string;
  /** When the channel was created, in epoch milliseconds, as the ARN spells it. */
  readonly creationTime: string;
}

/**
 * Takes a channel's ARN apart.
 * @throws {RangeError} when the text is not a signaling channel's ARN.
 */
export function parseChannelArn(arn: string): ChannelArn {
  const match = pattern.exec(arn);
  if (match === null) throw new RangeError("not a signaling channel's ARN");
  const [, partition = "", region = "", accountId = "", channelName = "", creationTime = ""] = match;
  return { partition, region, accountId, channelName, creationTime };
}

/** Puts a channel's ARN together. */
export function formatChannelArn(arn: ChannelArn): string {
  return `arn:${arn.partition}:kinesisvideo:${arn.region}:${arn.accountId}:channel/${arn.channelName}/${arn.creationTime}`;
}
