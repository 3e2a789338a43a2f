import { type Codec, codecsOf } from "./codecs.ts";
import { type Section, splitSections } from "./sections.ts";

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

/** Whether an SDP says that candidates may follow it. Source: RFC 8840 section 4.1.1. */
export function announcesTrickle(sdp: string): boolean {
  const { session, media } = splitSections(sdp);
  return hasTrickle(session, media);
}

/**
 * Reads an SDP as far as the rules need it.
 * Line ends may be CRLF, LF or CR. Undefined when it does not begin with `v=0` or has no m= line. Never throws.
 */
export function parseSdp(sdp: string): ParsedSdp | undefined {
  if (!/^v=0[ \t]*(?:\r|\n|$)/.test(sdp)) return undefined;
  const { session, media } = splitSections(sdp);
  if (media.length === 0) return undefined;
  return {
    media: media.map((section, index) => mediaSection(session, section, index + 1)),
    bundles: (session.attributes.get("group") ?? [])
      .map((group) => words(group))
      .filter(([semantics]) => semantics === "BUNDLE")
      .map(([, ...mids]) => mids),
    announcesTrickle: hasTrickle(session, media),
  };
}

function hasTrickle(session: Section, media: readonly Section[]): boolean {
  return [session, ...media].some((section) =>
    (section.attributes.get("ice-options") ?? []).some((options) => words(options).includes("trickle")),
  );
}

const directions: readonly Direction[] = ["sendrecv", "sendonly", "recvonly", "inactive"];

function mediaSection(session: Section, section: Section, position: number): MediaSection {
  const [kind = "", port = ""] = words(section.mediaLine);
  /** An attribute of the section, or of the session where the section has none. */
  const first = (name: string) => (section.attributes.get(name) ?? session.attributes.get(name))?.[0];
  const directionOf = ({ attributes }: Section) => directions.find((direction) => attributes.has(direction));
  return {
    position,
    kind,
    accepted: port !== "0" || section.attributes.has("bundle-only"),
    mid: section.attributes.get("mid")?.[0] || undefined,
    direction: directionOf(section) ?? directionOf(session) ?? "sendrecv",
    codecs: codecsOf(section),
    candidates: (section.attributes.get("candidate") ?? []).flatMap(candidate),
    hasIceCredentials: Boolean(first("ice-ufrag") && first("ice-pwd")),
    hasFingerprint: words(first("fingerprint") ?? "").length === 2,
    setup: first("setup"),
    rtcpMux: section.attributes.has("rtcp-mux"),
    bandwidth: bandwidth(section),
  };
}

/** `<foundation> <component> <transport> <priority> <address> <port> typ <type> …`; what is cut short is no candidate. */
function candidate(text: string): Candidate[] {
  const [, component, transport, , address, , , type] = words(text);
  if (type === undefined || transport === undefined || address === undefined) return [];
  return [{ component: Number(component), transport: transport.toLowerCase(), address, type }];
}

function bandwidth(section: Section): number | undefined {
  const limit = Number(section.bandwidths.find((line) => line.startsWith("AS:"))?.slice("AS:".length));
  return Number.isFinite(limit) ? limit : undefined;
}

function words(text: string): string[] {
  return text.split(/[ \t]+/).filter((word) => word !== "");
}
