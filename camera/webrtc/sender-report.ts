import {
  type RTCRtpSender,
  RtcpSenderInfo,
  RtcpSourceDescriptionPacket,
  RtcpSrPacket,
  SourceDescriptionChunk,
  SourceDescriptionItem,
} from "werift";

/** Seconds from 1900, where NTP counts from, to 1970. */
const NTP_TO_UNIX_SECONDS = 2_208_988_800;

/** Epoch milliseconds as a 64-bit NTP timestamp: seconds since 1900, then fractions of 2^-32 s. Source: RFC 5905 §6. */
export function ntpTimestamp(epochMilliseconds: number): bigint {
  return (
    BigInt(Math.round((epochMilliseconds / 1_000) * 2 ** 20)) * 2n ** 12n + BigInt(NTP_TO_UNIX_SECONDS) * 2n ** 32n
  );
}

/** What a stream has sent so far. */
export interface SentSoFar {
  readonly packets: number;
  readonly octets: number;
}

/**
 * Tells the viewer which wall-clock moment an RTP timestamp is, by which it keeps lips and voice together (RFC 3550
 * §6.4.1). werift 0.25.2 sends such reports itself but loses the fraction of the second; `silenceOwnReports` stops them.
 */
export function senderReport(
  sender: RTCRtpSender,
  cname: string,
  at: { readonly epochMilliseconds: number; readonly rtpTimestamp: number },
  sent: SentSoFar,
): [RtcpSrPacket, RtcpSourceDescriptionPacket] {
  return [
    new RtcpSrPacket({
      ssrc: sender.ssrc,
      senderInfo: new RtcpSenderInfo({
        ntpTimestamp: ntpTimestamp(at.epochMilliseconds),
        rtpTimestamp: at.rtpTimestamp,
        packetCount: sent.packets % 2 ** 32,
        octetCount: sent.octets % 2 ** 32,
      }),
    }),
    new RtcpSourceDescriptionPacket({
      chunks: [
        new SourceDescriptionChunk({
          source: sender.ssrc,
          items: [new SourceDescriptionItem({ type: 1, text: cname })],
        }),
      ],
    }),
  ];
}

/** Keeps werift from starting its own reports: it starts them with the first packet, unless they seem to run. */
export function silenceOwnReports(sender: RTCRtpSender): void {
  sender.rtcpRunning = true;
}
