import type { SessionSeen } from "./session-seen.ts";
import type { Verdict, VerdictName } from "./verdict.ts";

/** A verdict without its name. */
export type Judgement = Omit<Verdict, "name">;

const passed = (sentence: string): Judgement => ({ outcome: "passed", sentence });
const warned = (sentence: string): Judgement => ({ outcome: "warned", sentence });
const failed = (sentence: string): Judgement => ({ outcome: "failed", sentence });
const pending = (sentence: string): Judgement => ({ outcome: "pending", sentence });

/** What was seen of a session besides the answer's SDP, or undefined where that alone decides. */
export const observations: Readonly<Record<VerdictName, (seen: SessionSeen) => Judgement | undefined>> = {
  DTLS: handshake,
  SDP: ({ failed: how }) => (how === "answer-refused" ? failed("The Echo refused the answer.") : undefined),
  candidates: connectivity,
  codecs: media,
  JSON: wrapping,
};

/** RTCTransportStats.tlsVersion. WebRTC demands DTLS 1.2 (RFC 8827 section 6.5); Amazon names no version. */
const dtlsVersions: Readonly<Record<string, Judgement>> = {
  FEFD: passed("DTLS 1.2."),
  FEFC: warned("DTLS 1.3: it works here; whether every Echo takes it is not known."),
  FEFF: failed("DTLS 1.0: WebRTC demands 1.2."),
};

function handshake({ connection, failed: how }: SessionSeen): Judgement {
  if (connection === undefined || !connection.iceConnected) return pending("DTLS begins when ICE has connected.");
  const { dtlsState, tlsVersion } = connection;
  if (dtlsState === "failed") return failed("The DTLS handshake failed.");
  if (tlsVersion !== undefined) {
    return dtlsVersions[tlsVersion.toUpperCase()] ?? warned(`DTLS of an unknown version (${tlsVersion}).`);
  }
  if (dtlsState === "connected") return passed("DTLS connected; the Echo does not say in which version.");
  if (how === "never-connected") return failed("ICE connected, and the DTLS handshake never ended.");
  return pending("ICE connected; the DTLS handshake has not been seen to end.");
}

function connectivity({ connection, failed: how }: SessionSeen): Judgement | undefined {
  if (connection?.iceConnected) {
    const { remoteCandidate } = connection;
    return passed(remoteCandidate === undefined ? "ICE connected." : `ICE connected (camera: ${remoteCandidate}).`);
  }
  return how === "never-connected" ? failed("No pair of candidates connected.") : undefined;
}

/** What Alexa offers, as RTCCodecStats.mimeType. */
const offeredCodecs: ReadonlySet<string> = new Set(["video/h264", "audio/opus", "audio/pcmu", "audio/pcma"]);

function media({ connection, failed: how }: SessionSeen): Judgement | undefined {
  const arriving = connection?.codecs ?? [];
  const strangers = arriving.filter((codec) => !offeredCodecs.has(codec.toLowerCase()));
  if (strangers.length > 0) return failed(`${namesOf(strangers)} came, which Alexa does not offer.`);
  if (how === "no-picture") return failed("No video came that the Echo can play.");
  return arriving.length > 0 ? passed(`${namesOf(arriving)} came.`) : undefined;
}

/** "H264 and opus". */
function namesOf(codecs: readonly string[]): string {
  return listed(codecs.map((codec) => codec.slice(codec.indexOf("/") + 1)));
}

function wrapping({ reply, failureCode, failureSentence }: SessionSeen): Judgement {
  switch (reply) {
    case "none":
      return pending("The skill has not answered yet.");
    case "answer":
      return passed("The skill's event is as the interface wants it.");
    case "broken":
      return failed("No event that Alexa takes: the skill broke the interface, threw, or ran over its time.");
    case "error":
      // An answer that is no SDP although its wrapping can be read has the same code.
      return failureCode === "answer-unreadable" && !failureSentence?.endsWith("(answer-not-sdp)")
        ? failed("What the camera sent is not an answer in base64 of JSON or of bare SDP.")
        : passed("The skill's ErrorResponse is as the interface wants it.");
  }
}

/** "a", "a and b", "a, b and c". */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
