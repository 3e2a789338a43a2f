import type { SignalingService } from "../../../../rehearsal/signaling-service/index.ts";
import { mutateJson, spoilVisible } from "./mutate.ts";
import { authorization, plainSigner } from "./plain-signer.ts";
import type { Random } from "./random.ts";

/** A word that stands in many requests, and in no error's message. */
export const CANARY = "canary-7f3a";

type Json = Readonly<Record<string, unknown>>;

/** The channels that requests are about. */
export interface Subjects {
  readonly channelArn: string;
  /** May be changed and deleted. */
  readonly victimArn: string;
  /** Where the HTTPS endpoint of the channel is. */
  readonly endpointPath: string;
}

/** A valid body of each operation, by its path. */
export function validBodies({ channelArn, victimArn, endpointPath }: Subjects): ReadonlyMap<string, Json> {
  const ChannelARN = channelArn;
  return new Map<string, Json>([
    [
      "/createSignalingChannel",
      {
        ChannelName: CANARY,
        ChannelType: "SINGLE_MASTER",
        SingleMasterConfiguration: { MessageTtlSeconds: 60 },
        Tags: [{ Key: "place", Value: CANARY }],
      },
    ],
    ["/describeSignalingChannel", { ChannelName: CANARY, ChannelARN }],
    [
      "/listSignalingChannels",
      {
        MaxResults: 5,
        NextToken: CANARY,
        ChannelNameCondition: { ComparisonOperator: "BEGINS_WITH", ComparisonValue: CANARY },
      },
    ],
    [
      "/updateSignalingChannel",
      {
        ChannelARN: victimArn,
        CurrentVersion: "canary7f3a",
        SingleMasterConfiguration: { MessageTtlSeconds: 60 },
      },
    ],
    ["/deleteSignalingChannel", { ChannelARN: victimArn, CurrentVersion: "canary7f3a" }],
    [
      "/getSignalingChannelEndpoint",
      { ChannelARN, SingleMasterChannelEndpointConfiguration: { Protocols: ["WSS", "HTTPS"], Role: "MASTER" } },
    ],
    ["/TagResource", { ResourceARN: victimArn, Tags: [{ Key: "place", Value: CANARY }] }],
    ["/UntagResource", { ResourceARN: victimArn, TagKeyList: ["place", CANARY] }],
    ["/ListTagsForResource", { ResourceARN: victimArn, NextToken: CANARY }],
    ["/describeMediaStorageConfiguration", { ChannelName: CANARY, ChannelARN }],
    [
      "/updateMediaStorageConfiguration",
      {
        ChannelARN: victimArn,
        MediaStorageConfiguration: {
          Status: "ENABLED",
          StreamARN: victimArn.replace(":channel/", ":stream/"),
        },
      },
    ],
    [`${endpointPath}/joinStorageSession`, { channelArn }],
    [`${endpointPath}/joinStorageSessionAsViewer`, { channelArn, clientId: CANARY }],
    [`${endpointPath}/v1/get-ice-server-config`, { ChannelARN, ClientId: CANARY, Service: "TURN", Username: CANARY }],
    [
      `${endpointPath}/v1/send-alexa-offer-to-master`,
      { ChannelARN, SenderClientId: CANARY, MessagePayload: "Y2FuYXJ5" },
    ],
  ]);
}

/** Makes signed requests with spoilt bodies, and now and then a spoilt request line or header. */
export function requestMaker(service: SignalingService, subjects: Subjects, random: Random, now: Date) {
  const { host } = new URL(service.controlPlaneUrl);
  const amzDate = `${now.toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
  const sign = plainSigner({ credentials: service.credentials, region: service.region, amzDate });
  const bodies = [...validBodies(subjects)];
  const write = (path: string, body: Buffer, more: Record<string, string> = {}): Buffer => {
    const signed = sign({
      path,
      headers: [
        ["host", host],
        ["x-amz-date", amzDate],
      ],
      body,
    });
    const headers = { Host: host, "X-Amz-Date": amzDate, Authorization: authorization(signed), ...more };
    const { target = path, ...written } = headers as Record<string, string>;
    const lines = Object.entries(written).map((pair) => pair.join(": "));
    return Buffer.concat([
      Buffer.from(`POST ${target} HTTP/1.1\r\n${lines.join("\r\n")}\r\nContent-Length: ${body.length}\r\n\r\n`),
      body,
    ]);
  };
  return {
    valid: (path: string, body: object) => write(path, Buffer.from(JSON.stringify(body))),
    mutated(): Buffer {
      const [path, valid] = random.pick(bodies);
      if (random.percent(98)) return write(path, mutateJson(random, valid));
      const body = Buffer.from(JSON.stringify(valid));
      switch (random.below(3)) {
        case 0:
          return write(path, body, { target: `/${spoilVisible(random, `${path.slice(1)}?a=%2F&b=c`)}` });
        case 1:
          return write(path, body, { "X-Amz-Date": spoilVisible(random, amzDate) });
        default:
          return write(path, body, { Authorization: spoilVisible(random, `AWS4-HMAC-SHA256 Credential=${CANARY}`) });
      }
    },
  };
}

/** Makes spoilt messages: JSON text in valid UTF-8, since anything else ends the connection. */
export function messageMaker(random: Random): () => string {
  const valid = [
    { action: "SDP_OFFER", recipientClientId: "viewer-1", messagePayload: "Y2FuYXJ5", correlationId: "1" },
    { action: "SDP_ANSWER", RecipientClientId: "viewer-1", MessagePayload: "Y2FuYXJ5", CorrelationId: "a.b-c" },
    { action: "ICE_CANDIDATE", recipientClientId: "", messagePayload: "e30=", senderClientId: "", IceServerList: [] },
  ];
  return () => mutateJson(random, random.pick(valid)).toString();
}
