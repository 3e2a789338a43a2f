import { randomInt } from "node:crypto";
import {
  OpusPacketizer,
  RTCPeerConnection,
  RTCRtcpFeedback,
  type RTCRtpTransceiver,
  type RtpPacket,
  useH264,
  useOPUS,
} from "werift";
import { systemClock } from "../../camera/clock.ts";
import { AUDIO_PACKET_MILLISECONDS, createAudioSource } from "../../camera/media/index.ts";
import { startTicker } from "../../camera/ticker.ts";
import { leave } from "../../camera/webrtc/leave.ts";
import { AUDIO_MID, H264, OPUS, VIDEO_MID, writeEchoOffer } from "./offer.ts";

/** What a peer tells of its connection. */
export interface PeerListener {
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
  requestKeyframe(): void;
  close(): Promise<void>;
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
  for (const transport of connection.dtlsTransports) {
    transport.onStateChange.subscribe((state) => {
      if (state === "closed" || state === "failed") listener.ended();
      if (state !== "connected") return;
      listener.connected();
      if (options.talk) stopTalk = startTalk(audio);
    });
  }
  connection.iceConnectionStateChange.subscribe((state) => {
    if (state === "failed" || state === "closed") listener.ended();
  });

  return {
    offer: offerOf(connection, { audio, video }, options),
    accept: (sdp) => connection.setRemoteDescription({ type: "answer", sdp }),
    requestKeyframe() {
      const ssrc = video.receiver.track.ssrc;
      if (ssrc !== undefined) video.receiver.sendRtcpPLI(ssrc).catch(() => {});
    },
    async close() {
      stopTalk();
      await leave(connection);
    },
  };
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
