import { RTCPeerConnection, RTCRtcpFeedback, useH264, useOPUS } from "werift";
import type { ParsedSdp } from "../../protocol/sdp/parsing.ts";
import type { IceServer } from "../ice-servers.ts";
import { chooseH264, chooseOpus } from "./codec-choice.ts";

/** What the camera's side towards one viewer is made for. */
export interface PeerOptions {
  /** The offer to be answered, as far as codecs go. */
  readonly offer: ParsedSdp;
  /** Whether the camera plays the viewer's audio. */
  readonly talk: boolean;
  readonly iceServers: readonly IceServer[];
  /** Whether 127.0.0.1 is among the camera's candidates. */
  readonly loopback: boolean;
  /** How long STUN and TURN servers may take, in milliseconds. */
  readonly gatheringLimitMilliseconds: number;
}

/** The camera's side towards one viewer, before the offer is applied. */
export interface Peer {
  readonly connection: RTCPeerConnection;
  /** Undefined when the offer has no such media, or none in a codec of the camera's. */
  readonly video: ReturnType<RTCPeerConnection["addTransceiver"]> | undefined;
  readonly audio: ReturnType<RTCPeerConnection["addTransceiver"]> | undefined;
}

/** Makes a peer connection that knows the two codecs of the camera, under the payload types that the offer gives them. */
export function createPeer(options: PeerOptions): Peer {
  const section = (kind: string) => options.offer.media.find((media) => media.kind === kind && media.accepted);
  const h264 = chooseH264(section("video"));
  const opus = chooseOpus(section("audio"));
  const gatheringSeconds = options.gatheringLimitMilliseconds / 1_000;
  const connection: RTCPeerConnection = new RTCPeerConnection({
    codecs: {
      video: h264 ? [useH264({ payloadType: h264.payloadType, rtcpFeedback, ...parametersOf(h264.parameters) })] : [],
      audio: opus ? [useOPUS({ payloadType: opus.payloadType })] : [],
    },
    // abs-send-time is left out: werift 0.25.2 fills it from a clock that loses the fraction of the second.
    headerExtensions: { audio: [], video: [] },
    iceServers: options.iceServers.map((server) => ({ ...server })),
    iceStunGatherTimeout: gatheringSeconds,
    iceTurnConnectTimeout: gatheringSeconds,
    iceFilterStunResponse: (check) => isForUs(check.getAttributeValue("USERNAME"), connection),
    ...(options.loopback ? { iceAdditionalHostAddresses: ["127.0.0.1"] } : {}),
  });
  return {
    connection,
    video: h264 && connection.addTransceiver("video", { direction: "sendonly" }),
    audio: opus && connection.addTransceiver("audio", { direction: options.talk ? "sendrecv" : "sendonly" }),
  };
}

/**
 * Whether a connectivity check names this session. werift 0.25.2 takes anybody's: a viewer who chose another session of
 * the camera's, made of the same offer, would have this one connect too, and two DTLS clients on one path.
 * Source: RFC 8445 section 7.3, RFC 8489 section 9.1.3.
 */
function isForUs(username: unknown, { dtlsTransports }: RTCPeerConnection): boolean {
  const named = String(username).split(":", 1)[0];
  return dtlsTransports.some(({ iceTransport }) => iceTransport.localParameters.usernameFragment === named);
}

/** What the viewer may ask for: lost packets again, or a new keyframe in either way. */
const rtcpFeedback = [
  new RTCRtcpFeedback({ type: "nack" }),
  new RTCRtcpFeedback({ type: "nack", parameter: "pli" }),
  new RTCRtcpFeedback({ type: "ccm", parameter: "fir" }),
];

/** werift accepts an offer's codec when the parameters are the same; an offer that names none takes any. */
function parametersOf(offered: string): { parameters?: string } {
  return offered === "" ? {} : { parameters: offered };
}
