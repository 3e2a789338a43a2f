import type { RuleName } from "../../protocol/sdp/rules.ts";
import type { VerdictName } from "./verdict.ts";

/** The verdict that each SDP rule belongs to. No rule belongs to JSON, which is about the messages around the SDP. */
export const verdictOfRule: Readonly<Record<RuleName, VerdictName>> = {
  "no-fingerprint": "DTLS",
  "setup-not-active": "DTLS",
  "setup-actpass-in-answer": "DTLS",
  "setup-not-actpass": "DTLS",

  "offer-not-sdp": "SDP",
  "answer-not-sdp": "SDP",
  "offer-too-large": "SDP",
  "media-lines-mismatch": "SDP",
  "rtcp-mux-missing": "SDP",
  "rejected-media-without-mid": "SDP",
  "mid-missing": "SDP",
  "bundle-differs": "SDP",
  "audio-sendrecv-without-talk": "SDP",
  "media-not-sent": "SDP",
  "direction-conflicts": "SDP",

  "no-ufrag": "candidates",
  "answer-without-candidates": "candidates",
  "offer-without-candidates": "candidates",
  "trickle-announced": "candidates",
  "component-2-with-rtcp-mux": "candidates",
  "only-private-candidates": "candidates",
  "only-ipv6-candidates": "candidates",
  "only-tcp-candidates": "candidates",
  "mdns-candidates": "candidates",
  "candidates-missing-in-a-section": "candidates",

  "h264-not-offered": "codecs",
  "h264-not-accepted": "codecs",
  "h264-profile-unusual": "codecs",
  "h264-level-high": "codecs",
  "opus-not-accepted": "codecs",
  "audio-rejected": "codecs",
  "codec-not-offered": "codecs",
  "payload-type-changed": "codecs",
};
