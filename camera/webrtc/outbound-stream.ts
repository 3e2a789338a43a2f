import type { RTCRtpSender, RtpPacket } from "werift";
import { epochNow } from "../clock.ts";
import { type SentSoFar, senderReport, silenceOwnReports } from "./sender-report.ts";

/** One of the two streams to one viewer. */
export interface OutboundStream {
  send(packets: readonly RtpPacket[]): void;
  /** Sends a sender report: this RTP timestamp is this moment. */
  report(rtpTimestamp: number): void;
}

/** Sends on a sender whose connection is up. What cannot be sent is lost: the connection's end is seen elsewhere. */
export function createOutboundStream(sender: RTCRtpSender, cname: string): OutboundStream {
  let sent: SentSoFar = { packets: 0, octets: 0 };
  silenceOwnReports(sender);
  return {
    send(packets) {
      for (const packet of packets) {
        sent = { packets: sent.packets + 1, octets: sent.octets + packet.payload.length };
        sender.sendRtp(packet).catch(() => {});
      }
    },
    report(rtpTimestamp) {
      const at = { epochMilliseconds: epochNow(), rtpTimestamp };
      sender.dtlsTransport.sendRtcp(senderReport(sender, cname, at, sent)).catch(() => {});
    },
  };
}
