import type { Stage } from "./timeline.ts";
import type { Way } from "./ways.ts";

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
const connectAsViewer: Link = {
  url: "https://docs.aws.amazon.com/kinesisvideostreams-webrtc-dg/latest/devguide/ConnectAsViewer.html",
  title: "Kinesis Video Streams with WebRTC: ConnectAsViewer",
};
const sendSdpOffer: Link = {
  url: "https://docs.aws.amazon.com/kinesisvideostreams-webrtc-dg/latest/devguide/SendSdpOffer.html",
  title: "Kinesis Video Streams with WebRTC: SendSdpOffer",
};
const sendSdpAnswer: Link = {
  url: "https://docs.aws.amazon.com/kinesisvideostreams-webrtc-dg/latest/devguide/SendSdpAnswer.html",
  title: "Kinesis Video Streams with WebRTC: SendSdpAnswer",
};
const sendIceCandidate: Link = {
  url: "https://docs.aws.amazon.com/kinesisvideostreams-webrtc-dg/latest/devguide/SendIceCandidate.html",
  title: "Kinesis Video Streams with WebRTC: SendIceCandidate",
};
const smartHomeDebugger: Link = {
  url: "https://developer.amazon.com/en-US/docs/alexa/smarthome/test-live-debug-audio-video.html",
  title: "Use the Smart Home Debugger for WebRTC skills",
};

/** What crosses the wire at each stage of a view; the answer comes back by the documented way. */
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
      "The skill asks KVS for the HTTPS and WSS endpoints of the camera's signaling channel, and remembers them for the views that follow.",
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
  viewerBegun: {
    sentence:
      "The skill has waited two seconds for SendAlexaOfferToMaster to bring an answer, or got one of no use: since Alexa gives up after six, it now asks as a viewer too.",
    link: sendAlexaOfferToMaster,
  },
  viewerConnected: {
    sentence:
      "The skill opens a WebSocket to the camera's channel in the role of a viewer, since a viewer can take ICE candidates after an answer and Alexa cannot.",
    link: connectAsViewer,
  },
  viewerOfferSent: {
    sentence:
      "The skill sends Alexa's offer over its WebSocket, with trickle announced in it so that the camera answers before it knows its candidates.",
    link: sendSdpOffer,
  },
  viewerOfferAtCamera: {
    sentence:
      "KVS passes the viewer's offer on to the camera, which is the channel's master, as an SDP_OFFER message on its WebSocket.",
    link: asynchronousMessageReception,
  },
  viewerAnswer: {
    sentence:
      "The camera sends its answer to the viewer as an SDP_ANSWER message, bare: most or all of its candidates are still to come.",
    link: sendSdpAnswer,
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

const answerOfTheViewer: StageExplanation = {
  sentence:
    "The camera's candidates follow as ICE_CANDIDATE messages, and the skill folds them into the bare answer; where the camera never says that it is done, the skill waits 400 ms for more.",
  link: sendIceCandidate,
};

/** What crosses the wire at a stage of a view whose answer came, or is awaited, by that way. */
export function explainStage(stage: Stage, way: Way): StageExplanation {
  return stage === "answerBack" && way === "viewer" ? answerOfTheViewer : stageExplanations[stage];
}
