import {
  DescribeSignalingChannelCommand,
  GetSignalingChannelEndpointCommand,
  KinesisVideoClient,
} from "@aws-sdk/client-kinesis-video";
import { KinesisVideoSignalingClient, SendAlexaOfferToMasterCommand } from "@aws-sdk/client-kinesis-video-signaling";

/*
 * The yardstick: the shortest handler that brings an offer to a camera and its answer back, as one writes it from the
 * AWS SDK's reference. One channel, by its name; three calls in a row, at every view; whose camera it is, nobody asks.
 */

const region = process.env.AWS_REGION ?? "us-east-1";
const kinesisVideo = new KinesisVideoClient({ region });

interface OfferDirective {
  readonly directive: {
    readonly header: { readonly messageId: string; readonly correlationToken: string };
    readonly endpoint: object;
    readonly payload: { readonly sessionId: string; readonly offer: { readonly value: string } };
  };
}

export async function handler({ directive: { header, endpoint, payload } }: OfferDirective): Promise<object> {
  const channel = await kinesisVideo.send(
    new DescribeSignalingChannelCommand({ ChannelName: process.env.CHANNEL_NAME }),
  );
  const ChannelARN = channel.ChannelInfo?.ChannelARN;
  const found = await kinesisVideo.send(
    new GetSignalingChannelEndpointCommand({
      ChannelARN,
      SingleMasterChannelEndpointConfiguration: { Protocols: ["HTTPS"], Role: "VIEWER" },
    }),
  );
  const channelEndpoint = found.ResourceEndpointList?.[0]?.ResourceEndpoint ?? "";
  const signaling = new KinesisVideoSignalingClient({ region, endpoint: channelEndpoint });
  const offer = JSON.stringify({ type: "offer", sdp: payload.offer.value });
  const { Answer = "" } = await signaling.send(
    new SendAlexaOfferToMasterCommand({
      ChannelARN,
      SenderClientId: payload.sessionId,
      MessagePayload: Buffer.from(offer).toString("base64"),
    }),
  );
  const { sdp } = JSON.parse(Buffer.from(Answer, "base64").toString());
  return {
    event: {
      header: {
        namespace: "Alexa.RTCSessionController",
        name: "AnswerGeneratedForSession",
        messageId: `${header.messageId}-answer`,
        correlationToken: header.correlationToken,
        payloadVersion: "3",
      },
      endpoint,
      payload: { answer: { format: "SDP", value: sdp } },
    },
  };
}
