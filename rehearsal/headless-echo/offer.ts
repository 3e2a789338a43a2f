/** What an offer is made of; everything else in it is always the same. */
export interface OfferValues {
  /** When the offer is made, for its session id. */
  readonly now: Date;
  /** The one IPv4 address of all candidates. */
  readonly address: string;
  readonly ports: {
    /** The only one that is listened on: RTP and RTCP over UDP. */
    readonly udp: number;
    readonly tcpPassive: number;
    readonly rtcpUdp: number;
    readonly rtcpTcpPassive: number;
  };
  readonly iceUfrag: string;
  readonly icePwd: string;
  /** The hash of the certificate, SHA-256, as 32 upper-case hexadecimal pairs with colons. */
  readonly fingerprint: string;
  readonly audioSsrc: number;
  readonly videoSsrc: number;
  readonly cname: string;
}

/** Seconds from 1900, where NTP counts from, to 1970. */
const NTP_TO_UNIX_SECONDS = 2_208_988_800;

/**
 * Writes an offer as Alexa's media gateway writes it: the lines of one captured in December 2023, in their order,
 * oddities included (b=AS after attributes, payload types 0 and 8 without rtpmap, no fmtp, RTCP candidates beside
 * rtcp-mux, candidates in another order in the second section). Lines end in CRLF.
 */
export function writeEchoOffer(values: OfferValues): string {
  const sessionId = Math.floor(values.now.getTime() / 1_000) + NTP_TO_UNIX_SECONDS;
  const host = values.address;
  const { udp, tcpPassive, rtcpUdp, rtcpTcpPassive } = values.ports;
  const candidates = {
    udp: `a=candidate:1 1 UDP 2013266431 ${host} ${udp} typ host`,
    tcpActive: `a=candidate:2 1 TCP 1015021823 ${host} 9 typ host tcptype active`,
    tcpPassive: `a=candidate:3 1 TCP 1010827519 ${host} ${tcpPassive} typ host tcptype passive`,
    rtcpUdp: `a=candidate:1 2 UDP 2013266430 ${host} ${rtcpUdp} typ host`,
    rtcpTcpActive: `a=candidate:2 2 TCP 1015021822 ${host} 9 typ host tcptype active`,
    rtcpTcpPassive: `a=candidate:3 2 TCP 1010827518 ${host} ${rtcpTcpPassive} typ host tcptype passive`,
  };
  const before = (rtpmap: string) => [
    "a=setup:actpass",
    "a=extmap:3 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time",
    `a=rtpmap:${rtpmap}`,
    "a=rtcp:9 IN IP4 0.0.0.0",
    "a=rtcp-mux",
    "a=sendrecv",
  ];
  const after = (ssrc: number) => [
    `a=ssrc:${ssrc} cname:${values.cname}`,
    `a=ice-ufrag:${values.iceUfrag}`,
    `a=ice-pwd:${values.icePwd}`,
    `a=fingerprint:sha-256 ${values.fingerprint}`,
  ];
  const lines = [
    "v=0",
    `o=- ${sessionId} ${sessionId} IN IP4 0.0.0.0`,
    "s=a 2 z",
    "c=IN IP4 0.0.0.0",
    "t=0 0",
    `a=group:BUNDLE ${AUDIO_MID} ${VIDEO_MID}`,
    `m=audio 1 UDP/TLS/RTP/SAVPF ${OPUS} 0 8`,
    candidates.udp,
    candidates.tcpActive,
    candidates.tcpPassive,
    candidates.rtcpUdp,
    candidates.rtcpTcpActive,
    candidates.rtcpTcpPassive,
    ...before(`${OPUS} opus/48000/2`),
    `a=mid:${AUDIO_MID}`,
    ...after(values.audioSsrc),
    `m=video 1 UDP/TLS/RTP/SAVPF ${H264}`,
    candidates.udp,
    candidates.rtcpUdp,
    candidates.tcpActive,
    candidates.tcpPassive,
    candidates.rtcpTcpPassive,
    candidates.rtcpTcpActive,
    "b=AS:2500",
    ...before(`${H264} H264/90000`),
    `a=mid:${VIDEO_MID}`,
    `a=rtcp-fb:${H264} nack`,
    `a=rtcp-fb:${H264} nack pli`,
    `a=rtcp-fb:${H264} ccm fir`,
    ...after(values.videoSsrc),
  ];
  return lines.map((line) => `${line}\r\n`).join("");
}

/** The mids of Alexa's offers. */
export const AUDIO_MID = "audio0";
export const VIDEO_MID = "video0";

/** The payload types of Alexa's offers. */
export const OPUS = 96;
export const H264 = 99;
