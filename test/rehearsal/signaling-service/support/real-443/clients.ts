import { once } from "node:events";
import {
  CreateSignalingChannelCommand,
  GetSignalingChannelEndpointCommand,
  KinesisVideoClient,
} from "@aws-sdk/client-kinesis-video";
import { KinesisVideoSignalingClient, SendAlexaOfferToMasterCommand } from "@aws-sdk/client-kinesis-video-signaling";
import { WebSocket } from "ws";
import { presignSignalingUrl } from "../../../../../signaling-client/presign.ts";
import { bindingReply } from "../stun.ts";

/** What clients got that know nothing of a stand-in: no endpoint, no port, no agent of their own. */
export interface ClientReport {
  readonly endpoints: readonly string[];
  readonly answer: string;
  /** Where STUN saw its client. */
  readonly stunAddress: string;
}

const region = process.env.AWS_REGION ?? "";
const credentials = {
  accessKeyId: process.env.AWS_ACCESS_KEY_ID ?? "",
  secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY ?? "",
};
const control = new KinesisVideoClient();
const { ChannelARN: channelArn = "" } = await control.send(
  new CreateSignalingChannelCommand({ ChannelName: "front-door" }),
);
const { ResourceEndpointList: list = [] } = await control.send(
  new GetSignalingChannelEndpointCommand({
    ChannelARN: channelArn,
    SingleMasterChannelEndpointConfiguration: { Protocols: ["HTTPS", "WSS"], Role: "MASTER" },
  }),
);
const endpointOf = (protocol: string) => list.find(({ Protocol }) => Protocol === protocol)?.ResourceEndpoint ?? "";

const master = new WebSocket(
  await presignSignalingUrl({ endpoint: endpointOf("WSS"), channelArn, credentials, now: new Date() }),
);
await once(master, "open");
master.once("message", (data) => {
  const { senderClientId: recipientClientId } = JSON.parse(String(data));
  master.send(JSON.stringify({ action: "SDP_ANSWER", recipientClientId, messagePayload: "YW5zd2Vy" }));
});
const data = new KinesisVideoSignalingClient({ endpoint: endpointOf("HTTPS") });
const { Answer = "" } = await data.send(
  new SendAlexaOfferToMasterCommand({ ChannelARN: channelArn, SenderClientId: "echo-1", MessagePayload: "b2ZmZXI=" }),
);
const { address } = await bindingReply(443, `stun.kinesisvideo.${region}.amazonaws.com`);

const report: ClientReport = {
  endpoints: list.map(({ ResourceEndpoint = "" }) => ResourceEndpoint),
  answer: Answer,
  stunAddress: address,
};
process.stdout.write(JSON.stringify(report));
master.terminate();
control.destroy();
data.destroy();
