import {
  CreateSignalingChannelCommand,
  DeleteSignalingChannelCommand,
  DescribeMediaStorageConfigurationCommand,
  DescribeSignalingChannelCommand,
  GetSignalingChannelEndpointCommand,
  ListSignalingChannelsCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateMediaStorageConfigurationCommand,
  UpdateSignalingChannelCommand,
} from "@aws-sdk/client-kinesis-video";

/** A stream of the account and region of the calls. */
export const stream = "arn:aws:kinesisvideo:eu-west-1:123456789012:stream/front-door/1700000000000";

/** A call of each operation on a channel, which is right but for what a test makes wrong about it. */
export const calls = {
  CreateSignalingChannel: (_arn: string, wrong = {}) =>
    new CreateSignalingChannelCommand({ ChannelName: "front-door", ...wrong }),
  DescribeSignalingChannel: (ChannelARN: string, wrong = {}) =>
    new DescribeSignalingChannelCommand({ ChannelARN, ...wrong }),
  ListSignalingChannels: (_arn: string, wrong = {}) => new ListSignalingChannelsCommand({ ...wrong }),
  UpdateSignalingChannel: (ChannelARN: string, wrong = {}) =>
    new UpdateSignalingChannelCommand({
      ChannelARN,
      CurrentVersion: "stale",
      SingleMasterConfiguration: { MessageTtlSeconds: 30 },
      ...wrong,
    }),
  DeleteSignalingChannel: (ChannelARN: string, wrong = {}) =>
    new DeleteSignalingChannelCommand({ ChannelARN, CurrentVersion: "stale", ...wrong }),
  GetSignalingChannelEndpoint: (ChannelARN: string, wrong = {}) =>
    new GetSignalingChannelEndpointCommand({
      ChannelARN,
      SingleMasterChannelEndpointConfiguration: { Protocols: ["WSS"], Role: "MASTER" },
      ...wrong,
    }),
  TagResource: (ResourceARN: string, wrong = {}) =>
    new TagResourceCommand({ ResourceARN, Tags: [{ Key: "a", Value: "" }], ...wrong }),
  UntagResource: (ResourceARN: string, wrong = {}) =>
    new UntagResourceCommand({ ResourceARN, TagKeyList: ["a"], ...wrong }),
  ListTagsForResource: (ResourceARN: string, wrong = {}) => new ListTagsForResourceCommand({ ResourceARN, ...wrong }),
  DescribeMediaStorageConfiguration: (ChannelARN: string, wrong = {}) =>
    new DescribeMediaStorageConfigurationCommand({ ChannelARN, ...wrong }),
  UpdateMediaStorageConfiguration: (ChannelARN: string, wrong = {}) =>
    new UpdateMediaStorageConfigurationCommand({
      ChannelARN,
      MediaStorageConfiguration: { Status: "ENABLED", StreamARN: stream },
      ...wrong,
    }),
};
/** An operation of the control plane. */
export type OperationName = keyof typeof calls;

/** Members that break the model's rules. */
export const invalid: Record<OperationName, object> = {
  CreateSignalingChannel: { ChannelName: "no/slash" },
  DescribeSignalingChannel: { ChannelARN: "arn:aws:s3:::bucket" },
  ListSignalingChannels: { MaxResults: 0 },
  UpdateSignalingChannel: { SingleMasterConfiguration: { MessageTtlSeconds: 121 } },
  DeleteSignalingChannel: { CurrentVersion: "-" },
  GetSignalingChannelEndpoint: {
    SingleMasterChannelEndpointConfiguration: { Protocols: ["WEBRTC"], Role: "MASTER" },
  },
  TagResource: { Tags: [{ Key: "", Value: "" }] },
  UntagResource: { TagKeyList: [] },
  ListTagsForResource: { NextToken: "-" },
  DescribeMediaStorageConfiguration: { ChannelARN: undefined },
  UpdateMediaStorageConfiguration: { MediaStorageConfiguration: { Status: "ENABLED" } },
};
