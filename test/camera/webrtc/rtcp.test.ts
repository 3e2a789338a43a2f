import { describe, expect, it } from "@jest/globals";
import {
  MediaStreamTrack,
  PictureLossIndication,
  RTCRtpSender,
  RtcpPacketConverter,
  RtcpPayloadSpecificFeedback,
  RtcpSrPacket,
} from "werift";
import { asksForKeyframe } from "../../../camera/webrtc/keyframe-request.ts";
import { ntpTimestamp, senderReport } from "../../../camera/webrtc/sender-report.ts";

const parse = (hex: string) => RtcpPacketConverter.deSerialize(Buffer.from(hex, "hex"));

describe("a request for a keyframe", () => {
  it("is a picture loss indication for the stream", () => {
    const feedback = new PictureLossIndication({ senderSsrc: 7, mediaSsrc: 1 });
    const packet = new RtcpPayloadSpecificFeedback({ feedback });
    expect(asksForKeyframe(packet, 1)).toBe(true);
    expect(asksForKeyframe(packet, 2)).toBe(false);
  });

  it("is a full intra request for the stream, whose media SSRC is 0", () => {
    // V=2, FMT=4, PT=206, 4 words on; from 7, media 0; for SSRC 1, number 9.
    const [packet] = parse("84ce0004000000070000000000000001 09000000".replace(" ", ""));
    expect(packet && asksForKeyframe(packet, 1)).toBe(true);
    expect(packet && asksForKeyframe(packet, 2)).toBe(false);
  });

  it("is no other feedback", () => {
    const report = senderReport(
      sender(),
      "camera",
      { epochMilliseconds: 0, rtpTimestamp: 0 },
      { packets: 0, octets: 0 },
    );
    expect(asksForKeyframe(report[0], 1)).toBe(false);
    expect(asksForKeyframe(new RtcpPayloadSpecificFeedback(), 1)).toBe(false);
  });
});

describe("a sender report", () => {
  it("carries the moment as NTP has it, fractions of the second included", () => {
    expect(ntpTimestamp(0)).toBe(2_208_988_800n << 32n);
    expect(ntpTimestamp(1_500)).toBe((2_208_988_801n << 32n) + (1n << 31n));
  });

  it("is read back by the other side", () => {
    const stream = sender();
    const at = { epochMilliseconds: 1_700_000_000_250, rtpTimestamp: 90_000 };
    const packets = senderReport(stream, "camera-1", at, { packets: 12, octets: 3_400 });
    const [report] = RtcpPacketConverter.deSerialize(Buffer.concat(packets.map((packet) => packet.serialize())));
    expect(report).toBeInstanceOf(RtcpSrPacket);
    expect(report).toMatchObject({
      ssrc: stream.ssrc,
      senderInfo: {
        ntpTimestamp: ntpTimestamp(at.epochMilliseconds),
        rtpTimestamp: 90_000,
        packetCount: 12,
        octetCount: 3_400,
      },
    });
  });
});

function sender(): RTCRtpSender {
  return new RTCRtpSender(new MediaStreamTrack({ kind: "video" }));
}
