import { type MediaDescription, parse, type SessionDescription } from "sdp-transform";
import { type Codec, codecsOf } from "./codecs.ts";

export type Direction = "sendrecv" | "sendonly" | "recvonly" | "inactive";

/** One `a=candidate` line. Source: RFC 8839 §5.1. */
export interface Candidate {
  readonly component: number;
  /** "udp" or "tcp", in lower case. */
  readonly transport: string;
  readonly address: string;
  /** "host", "srflx", "prflx" or "relay". */
  readonly type: string;
}

/** One m= section with what holds for it, whether written in the section or for the whole session. */
export interface MediaSection {
  /** Counted from 1, in the order of the SDP. */
  readonly position: number;
  readonly kind: string;
  /** False when its port is 0 without `a=bundle-only`: an answer's refusal of the section. */
  readonly accepted: boolean;
  readonly mid: string | undefined;
  readonly direction: Direction;
  readonly codecs: readonly Codec[];
  readonly candidates: readonly Candidate[];
  readonly hasIceCredentials: boolean;
  readonly hasFingerprint: boolean;
  readonly setup: string | undefined;
  readonly rtcpMux: boolean;
  /** `b=AS` in kbit/s. */
  readonly bandwidth: number | undefined;
}

/** An SDP as far as the rules look into it. */
export interface ParsedSdp {
  readonly media: readonly MediaSection[];
  /** The mids of each `a=group:BUNDLE`. */
  readonly bundles: readonly (readonly string[])[];
  readonly announcesTrickle: boolean;
}

/**
 * Whether an SDP says that candidates may follow it (RFC 8840 §4.1.1). Read from the text: the parser keeps only the
 * first of several ICE options.
 */
export function announcesTrickle(sdp: string): boolean {
  return /^a=ice-options:(?:.*[ \t])?trickle[ \t]*$|^a=ice-options:(?:.*[ \t])?trickle[ \t]/m.test(
    sdp.replaceAll("\r", "\n"),
  );
}

/**
 * Reads an SDP without demanding RFC 8866's order of lines, which Alexa's own offers break (`b=` after `a=`).
 * Line ends may be CRLF, LF or CR. Undefined when it does not begin with `v=0` or has no m= line. Never throws.
 */
export function parseSdp(sdp: string): ParsedSdp | undefined {
  if (!/^v=0[ \t]*(?:\r|\n|$)/.test(sdp)) return undefined;
  const session = parse(sdp);
  if (session.media.length === 0) return undefined;
  return {
    media: session.media.map((media, index) => section(session, media, index + 1)),
    bundles: (session.groups ?? [])
      .filter((group) => group.type === "BUNDLE")
      .map((group) =>
        String(group.mids ?? "")
          .split(/\s+/)
          .filter((mid) => mid !== ""),
      ),
    announcesTrickle: announcesTrickle(sdp),
  };
}

function section(session: SessionDescription, media: MediaDescription, position: number): MediaSection {
  const setup = media.setup ?? session.setup;
  return {
    position,
    kind: String(media.type ?? ""),
    accepted: media.port !== 0 || media.bundleOnly !== undefined,
    // The parser turns a mid of digits into a number.
    mid: media.mid === undefined || String(media.mid) === "" ? undefined : String(media.mid),
    direction: media.direction ?? session.direction ?? "sendrecv",
    codecs: codecsOf(media),
    candidates: (media.candidates ?? []).map((candidate) => ({
      component: Number(candidate.component),
      transport: String(candidate.transport).toLowerCase(),
      address: String(candidate.ip),
      type: String(candidate.type),
    })),
    hasIceCredentials: isText(media.iceUfrag ?? session.iceUfrag) && isText(media.icePwd ?? session.icePwd),
    hasFingerprint: isText((media.fingerprint ?? session.fingerprint)?.hash),
    setup: setup === undefined ? undefined : String(setup),
    rtcpMux: media.rtcpMux !== undefined,
    bandwidth: media.bandwidth?.find((line) => line.type === "AS")?.limit,
  };
}

function isText(value: unknown): boolean {
  return value !== undefined && value !== "";
}
