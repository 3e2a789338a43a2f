import { PictureLossIndication, type RtcpPacket, RtcpPayloadSpecificFeedback } from "werift";

/**
 * Whether an RTCP packet asks this stream for a keyframe: picture loss (RFC 4585 §6.3.1) or full intra request
 * (RFC 5104 §4.3.1). werift tells senders of the first alone, and hands it to a receiver when the asker's own SSRC was
 * in its offer, as in Alexa's.
 */
export function asksForKeyframe(packet: RtcpPacket, ssrc: number): boolean {
  if (!(packet instanceof RtcpPayloadSpecificFeedback)) return false;
  // Kinds of feedback that werift does not know come without any, whatever its types say.
  const feedback: RtcpPayloadSpecificFeedback["feedback"] | undefined = packet.feedback;
  if (feedback === undefined) return false;
  if (feedback instanceof PictureLossIndication) return feedback.mediaSsrc === ssrc;
  return "fir" in feedback && feedback.fir.some((entry) => entry.ssrc === ssrc);
}
