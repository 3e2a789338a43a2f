import { randomInt } from "node:crypto";
import {
  OpusPacketizer,
  RTCPeerConnection,
  RTCRtcpFeedback,
  type RTCRtpTransceiver,
  type RtcpPacket,
  RtcpPacketConverter,
  type RtpPacket,
  useH264,
  useOPUS,
} from "werift";
import { systemClock } from "../../camera/clock.ts";
import { AUDIO_PACKET_MILLISECONDS, createAudioSource } from "../../camera/media/index.ts";
import { startTicker } from "../../camera/ticker.ts";
import { leave } from "../../camera/webrtc/leave.ts";
import { AUDIO_MID, H264, OPUS, VIDEO_MID, writeEchoOffer } from "./offer.ts";

/** Picture loss indication (RFC 4585 §6.3.1) or full intra request (RFC 5104 §4.3.1). */
export type KeyframeRequest = "PLI" | "FIR";

/** What a peer tells of its connection. */
export interface PeerListener {
  /** The media path is up; DTLS goes over it next. */
  connected(): void;
  video(packet: RtpPacket): void;
  audio(packet: RtpPacket): void;
  /** The connection ended, or never came to be. */
  ended(): void;
}

/** The WebRTC side of a headless Echo. */
export interface EchoPeer {
  readonly offer: string;
  accept(answer: string): Promise<void>;
  requestKeyframe(kind: KeyframeRequest): void;
  close(): Promise<void>;
  /** Goes without a word, as a device that lost its power or its network. */
  vanish(): Promise<void>;
}

const rtcpFeedback = [
  new RTCRtcpFeedback({ type: "nack" }),
  new RTCRtcpFeedback({ type: "nack", parameter: "pli" }),
  new RTCRtcpFeedback({ type: "ccm", parameter: "fir" }),
];

/** Makes a real WebRTC peer whose offer is written in Alexa's form; its TCP and RTCP candidates lead nowhere. */
export async function createEchoPeer(
  options: { readonly address: string; readonly talk: boolean; readonly now: () => Date },
  listener: PeerListener,
): Promise<EchoPeer> {
  const connection = new RTCPeerConnection({
    codecs: { audio: [useOPUS({ payloadType: OPUS })], video: [useH264({ payloadType: H264, rtcpFeedback })] },
    headerExtensions: { audio: [], video: [] },
    bundlePolicy: "max-bundle",
    iceServers: [],
    iceUseIpv6: false,
    iceAdditionalHostAddresses: [options.address],
  });
  const audio = connection.addTransceiver("audio", { direction: "sendrecv" });
  const video = connection.addTransceiver("video", { direction: "sendrecv" });
  audio.mid = AUDIO_MID;
  video.mid = VIDEO_MID;
  await connection.setLocalDescription(await connection.createOffer());

  receive(audio, listener.audio);
  receive(video, listener.video);
  let stopTalk = () => {};
  let intraRequests = 0;
  for (const transport of connection.dtlsTransports) {
    transport.onStateChange.subscribe((state) => {
      if (state === "closed" || state === "failed") listener.ended();
      if (state === "connected" && options.talk) stopTalk = startTalk(audio);
    });
  }
  connection.iceConnectionStateChange.subscribe((state) => {
    if (state === "connected") listener.connected();
    if (state === "failed" || state === "closed") listener.ended();
  });

  return {
    offer: offerOf(connection, { audio, video }, options),
    accept: (sdp) => connection.setRemoteDescription({ type: "answer", sdp }),
    requestKeyframe(kind) {
      const ssrc = video.receiver.track.ssrc;
      if (ssrc === undefined) return;
      if (kind === "PLI") video.receiver.sendRtcpPLI(ssrc).catch(() => {});
      else {
        intraRequests += 1;
        video.sender.dtlsTransport
          .sendRtcp(fullIntraRequest(video.receiver.rtcpSsrc, ssrc, intraRequests))
          .catch(() => {});
      }
    },
    async close() {
      stopTalk();
      await leave(connection);
    },
    async vanish() {
      stopTalk();
      // werift 0.25.2 says no farewell by itself.
      await connection.close();
    },
  };
}

/** werift keeps its class for full intra requests to itself, but makes one of the packet's bytes. */
function fullIntraRequest(senderSsrc: number, mediaSsrc: number, sequenceNumber: number): RtcpPacket[] {
  const packet = Buffer.alloc(20);
  // Version 2 with format 4, payload type 206, length in words less one.
  packet.writeUInt32BE(0x84ce_0004, 0);
  packet.writeUInt32BE(senderSsrc, 4);
  // The media source of the header is unused and 0: each entry names its own.
  packet.writeUInt32BE(mediaSsrc, 12);
  packet.writeUInt8(sequenceNumber % 256, 16);
  return RtcpPacketConverter.deSerialize(packet);
}

function receive(transceiver: RTCRtpTransceiver, onPacket: (packet: RtpPacket) => void): void {
  transceiver.onTrack.subscribe((track) => {
    track.onReceiveRtp.subscribe((packet) => onPacket(packet));
  });
}

function startTalk(audio: RTCRtpTransceiver): () => void {
  const source = createAudioSource();
  const packetizer = new OpusPacketizer();
  const base = randomInt(2 ** 32);
  const samples = 48 * AUDIO_PACKET_MILLISECONDS;
  return startTicker(systemClock, AUDIO_PACKET_MILLISECONDS, (index) => {
    for (const packet of packetizer.packetize(source.nextPacket(), (base + index * samples) >>> 0)) {
      audio.sender.sendRtp(packet).catch(() => {});
    }
  });
}

function offerOf(
  connection: RTCPeerConnection,
  { audio, video }: { audio: RTCRtpTransceiver; video: RTCRtpTransceiver },
  { address, now }: { readonly address: string; readonly now: () => Date },
): string {
  const [transport] = connection.dtlsTransports;
  const candidate = transport?.iceTransport.localCandidates.find(({ ip }) => ip === address);
  const fingerprint = transport?.localParameters.fingerprints.find(({ algorithm }) => algorithm === "sha-256");
  if (transport === undefined || candidate === undefined || fingerprint === undefined) {
    throw new Error(`the headless Echo cannot listen on ${address}`);
  }
  const { usernameFragment, password } = transport.iceTransport.localParameters;
  return writeEchoOffer({
    now: now(),
    address,
    ports: { udp: candidate.port, tcpPassive: unusedPort(), rtcpUdp: unusedPort(), rtcpTcpPassive: unusedPort() },
    iceUfrag: usernameFragment,
    icePwd: password,
    fingerprint: fingerprint.value.toUpperCase(),
    audioSsrc: audio.sender.ssrc,
    videoSsrc: video.sender.ssrc,
    cname: `user${randomInt(1_000_000_000, 4_294_967_296)}@host-${randomInt(2 ** 32)
      .toString(16)
      .padStart(8, "0")}`,
  });
}

/** A port for a candidate that nobody answers on. */
function unusedPort(): number {
  return randomInt(32_768, 61_000);
}
