import type { MediaDescription } from "sdp-transform";

/** A codec that a media section names: its payload type and what the payload type stands for. */
export interface Codec {
  readonly payloadType: number;
  /** Encoding name in lower case: "opus", "h264", "pcmu". Empty when the SDP does not say. */
  readonly name: string;
  /** The text of its `a=fmtp` line after the payload type; empty when there is none. */
  readonly parameters: string;
}

/**
 * Payload types that need no `a=rtpmap`, of those a camera meets. Alexa offers 0 and 8 without one, and the parser lists
 * only what an rtpmap names. Source: RFC 3551 §6.
 */
const staticNames: Readonly<Record<number, string>> = { 0: "pcmu", 8: "pcma", 9: "g722" };

/** The codecs of a media section in the order of its m= line, static payload types included. */
export function codecsOf(media: MediaDescription): Codec[] {
  // The parser gives a number when there is a single payload type, and nothing when the m= line was cut.
  const formats = String(media.payloads ?? "").split(/\s+/);
  return formats
    .filter((format) => /^\d{1,3}$/.test(format))
    .map(Number)
    .map((payloadType) => ({
      payloadType,
      name: String(
        media.rtp.find((map) => map.payload === payloadType)?.codec ?? staticNames[payloadType] ?? "",
      ).toLowerCase(),
      parameters: String(media.fmtp.find((line) => line.payload === payloadType)?.config ?? ""),
    }));
}

/** What an H.264 `profile-level-id` says. Source: RFC 6184 §8.1. */
export interface H264Profile {
  /** 66 is Baseline (Constrained Baseline with its constraint flag), 77 Main, 100 High. */
  readonly profile: number;
  /** Ten times the level: 31 is level 3.1, which reaches 1280x720 at 30 frames a second. */
  readonly level: number;
}

/** Reads the `profile-level-id` of an H.264 codec; undefined when it has none, as in every offer of Alexa's. */
export function h264Profile(codec: Codec): H264Profile | undefined {
  const id = /(?:^|[;\s])profile-level-id=([0-9a-f]{6})(?:[;\s]|$)/i.exec(codec.parameters)?.[1];
  if (id === undefined) return undefined;
  return { profile: Number.parseInt(id.slice(0, 2), 16), level: Number.parseInt(id.slice(4, 6), 16) };
}
