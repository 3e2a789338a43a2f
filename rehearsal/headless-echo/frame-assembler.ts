import { dePacketizeRtpPackets, type RtpPacket } from "werift";

/** One access unit as it was received whole. */
export interface ReceivedFrame {
  /** Annex B bytes. */
  readonly data: Buffer;
  readonly keyframe: boolean;
}

/** Puts RTP packets together to access units. */
export interface FrameAssembler {
  /** Takes the next packet; gives a frame when it completes one, and "lost" when packets before it are missing. */
  add(packet: RtpPacket): ReceivedFrame | "lost" | undefined;
}

/**
 * Makes an assembler for one H.264 stream. A frame's packets share a timestamp and the last has the marker (RFC 6184
 * §5.1). On one machine packets come in order; a gap loses the frame it is in.
 */
export function createFrameAssembler(): FrameAssembler {
  let packets: RtpPacket[] = [];
  let expected: number | undefined;
  let broken = false;
  return {
    add(packet) {
      const { sequenceNumber, marker } = packet.header;
      const gap = expected !== undefined && sequenceNumber !== expected;
      expected = (sequenceNumber + 1) % 0x1_0000;
      if (gap) broken = true;
      packets.push(packet);
      if (!marker) return gap ? "lost" : undefined;
      const whole = packets;
      packets = [];
      if (broken) {
        broken = false;
        return "lost";
      }
      const { data, isKeyframe } = dePacketizeRtpPackets("MPEG4/ISO/AVC", whole);
      return { data, keyframe: isKeyframe };
    },
  };
}
