import type { Section } from "./sections.ts";

/** A codec that a media section names: its payload type and what the payload type stands for. */
export interface Codec {
  readonly payloadType: number;
  /** Encoding name in lower case: "opus", "h264", "pcmu". Empty when the SDP does not say. */
  readonly name: string;
  /** The text of its `a=fmtp` line after the payload type; empty when there is none. */
  readonly parameters: string;
}

/**
 * Payload types that need no `a=rtpmap`, of those a camera meets. Alexa offers 0 and 8 without one. Source: RFC 3551 §6.
 */
const staticNames: Readonly<Record<number, string>> = { 0: "pcmu", 8: "pcma", 9: "g722" };

/** The codecs of a media section in the order of its m= line, static payload types included. */
export function codecsOf(section: Section): Codec[] {
  const names = byPayloadType(section.attributes.get("rtpmap"));
  const parameters = byPayloadType(section.attributes.get("fmtp"));
  return section.mediaLine
    .split(/\s+/)
    .slice(3)
    .filter((format) => /^\d{1,3}$/.test(format))
    .map(Number)
    .map((payloadType) => ({
      payloadType,
      name: (names.get(payloadType)?.split("/")[0] ?? staticNames[payloadType] ?? "").toLowerCase(),
      parameters: parameters.get(payloadType) ?? "",
    }));
}

/** `<payload type> <text>`, as rtpmap and fmtp are written. */
function byPayloadType(lines: readonly string[] = []): Map<number, string> {
  return new Map(
    lines.map((line) => {
      const space = line.indexOf(" ");
      return [Number(space < 0 ? line : line.slice(0, space)), space < 0 ? "" : line.slice(space + 1).trim()];
    }),
  );
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
