import type { Stage } from "./timeline.ts";

// This file runs in browsers too, so neither it nor what it imports uses Node.

/** What crosses the wire at a stage, and Amazon's page about it. */
export interface StageExplanation {
  /** In one sentence. */
  readonly sentence: string;
  readonly link: { readonly url: string; readonly title: string };
}

type Link = StageExplanation["link"];

const rtcSessionController: Link = {
  url: "https://developer.amazon.com/en-US/docs/alexa/device-apis/alexa-rtcsessioncontroller.html",
  title: "Alexa.RTCSessionController",
};
const tokensInSkillCode: Link = {
  url: "https://developer.amazon.com/en-US/docs/alexa/account-linking/add-account-linking-logic-smart-home.html",
  title: "Validate and use access tokens in smart home skill code",
};
const accessToken: Link = {
  url: "https://developer.amazon.com/docs/login-with-amazon/access-token.html",
  title: "Login with Amazon access tokens",
};
const getSignalingChannelEndpoint: Link = {
  url: "https://docs.aws.amazon.com/kinesisvideostreams/latest/dg/API_GetSignalingChannelEndpoint.html",
  title: "GetSignalingChannelEndpoint",
};
const sendAlexaOfferToMaster: Link = {
  url: "https://docs.aws.amazon.com/kinesisvideostreams/latest/dg/API_signaling_SendAlexaOfferToMaster.html",
  title: "SendAlexaOfferToMaster",
};
const asynchronousMessageReception: Link = {
  url: "https://docs.aws.amazon.com/kinesisvideostreams-webrtc-dg/latest/devguide/async-message-reception-api.html",
  title: "Kinesis Video Streams with WebRTC: asynchronous message reception",
};
const sendSdpAnswer: Link = {
  url: "https://docs.aws.amazon.com/kinesisvideostreams-webrtc-dg/latest/devguide/SendSdpAnswer.html",
  title: "Kinesis Video Streams with WebRTC: SendSdpAnswer",
};
const smartHomeDebugger: Link = {
  url: "https://developer.amazon.com/en-US/docs/alexa/smarthome/test-live-debug-audio-video.html",
  title: "Use the Smart Home Debugger for WebRTC skills",
};

/** What crosses the wire at each stage of a view. */
export const stageExplanations: Readonly<Record<Stage, StageExplanation>> = {
  directiveIn: {
    sentence:
      "Alexa sends the skill the InitiateSessionWithOffer directive: the camera that was asked for, the user's access token, and the Echo's SDP offer.",
    link: rtcSessionController,
  },
  account: {
    sentence:
      "The skill asks Login with Amazon's tokeninfo whose token it is and for which client it was issued; a Lambda environment asks once for each token and remembers the answer.",
    link: accessToken,
  },
  registry: {
    sentence:
      "The skill looks the camera up among this user's own in cameras.json, which is packed with it: nothing crosses the wire.",
    link: tokensInSkillCode,
  },
  endpointLookup: {
    sentence:
      "The skill asks KVS for the HTTPS endpoint of the camera's signaling channel, and remembers it for the views that follow.",
    link: getSignalingChannelEndpoint,
  },
  offerSent: {
    sentence:
      "The skill hands the offer to KVS with SendAlexaOfferToMaster, a call that KVS holds open until the camera has answered.",
    link: sendAlexaOfferToMaster,
  },
  offerAtCamera: {
    sentence:
      "KVS passes the offer on to the camera, which is the channel's master, as an SDP_OFFER message on its WebSocket.",
    link: asynchronousMessageReception,
  },
  answerBack: {
    sentence:
      "The camera sends its answer as an SDP_ANSWER message, and KVS gives it back in the reply to the call that waits.",
    link: sendSdpAnswer,
  },
  answerEvent: {
    sentence:
      "The skill answers the directive with the AnswerGeneratedForSession event and the camera's SDP in it, or with an ErrorResponse.",
    link: rtcSessionController,
  },
  iceConnected: {
    sentence:
      "The Echo and the camera have found a path to each other, and Alexa tells the skill so with the SessionConnected directive.",
    link: rtcSessionController,
  },
  firstFrame: {
    sentence:
      "The Echo has decoded the first picture, which came straight from the camera: this is what it measured of the connection.",
    link: smartHomeDebugger,
  },
};
