import { isIpv6 } from "../../../../protocol/sdp/addresses.ts";
import { codecsOf } from "../../../../protocol/sdp/codecs.ts";
import { type Section, splitSections } from "../../../../protocol/sdp/sections.ts";
import { AUDIO_MID, H264, OPUS, VIDEO_MID } from "../../../headless-echo/offer.ts";

// Text in, text out: this file knows neither a browser nor Node.

/** Seconds from 1900, where NTP counts from, to 1970. */
const NTP_TO_UNIX_SECONDS = 2_208_988_800;
const ABS_SEND_TIME = "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time";
const VIDEO_FEEDBACK = ["nack", "nack pli", "ccm fir"];

/** What Alexa's offers call the section of each kind, and the codec whose payload type is not fixed by RFC 3551. */
const names: Readonly<Record<string, { mid: string; codec: string; payloadType: number }>> = {
  audio: { mid: AUDIO_MID, codec: "opus", payloadType: OPUS },
  video: { mid: VIDEO_MID, codec: "h264", payloadType: H264 },
};

/**
 * Gives a browser's bare offer of Opus, PCMU, PCMA and H.264 Alexa's mids and payload types, before the browser keeps it
 * as its local description: RTP carries the payload types, so they cannot be changed on the wire alone.
 */
export function renameAsAlexa(offer: string): string {
  const [session = "", ...sections] = offer.split(/^(?=m=)/m);
  const mids = splitSections(offer).media.map((section) => midOf(section));
  return [session.replace(/^a=group:BUNDLE .*$/m, `a=group:BUNDLE ${mids.join(" ")}`), ...sections.map(rename)].join(
    "",
  );
}

function rename(text: string): string {
  const [section] = splitSections(text).media;
  const name = section && names[kindOf(section)];
  const codec = section && codecsOf(section).find((each) => each.name === name?.codec);
  if (name === undefined || codec === undefined) return text;
  return text
    .replace(/^a=mid:.*$/m, `a=mid:${name.mid}`)
    .replace(new RegExp(`^(m=.*) ${codec.payloadType}\\b`, "m"), `$1 ${name.payloadType}`)
    .replace(new RegExp(`^a=(rtpmap|fmtp|rtcp-fb):${codec.payloadType} `, "gm"), `a=$1:${name.payloadType} `);
}

/**
 * Writes a browser's complete local description as Alexa's media gateway writes its offers: the same lines in the same
 * order, every candidate in both sections, no trickle, no fmtp. What is the browser's own stays: credentials,
 * candidates, directions, the number of abs-send-time, and the mids and payload types if it refused Alexa's.
 * `address` takes the place of names that hide one: `.local` (RFC 8828) is for a local network, not for Alexa.
 */
export function writeAlexaOffer(
  localDescription: string,
  { address, now }: { readonly address: string; readonly now: Date },
): string {
  const { session, media } = splitSections(localDescription);
  const sessionId = Math.floor(now.getTime() / 1_000) + NTP_TO_UNIX_SECONDS;
  const candidates = [
    ...new Set(
      media.flatMap(({ attributes }) => attributes.get("candidate") ?? []).flatMap((each) => candidate(each, address)),
    ),
  ];
  const lines = [
    "v=0",
    `o=- ${sessionId} ${sessionId} IN IP4 0.0.0.0`,
    "s=a 2 z",
    "c=IN IP4 0.0.0.0",
    "t=0 0",
    `a=group:BUNDLE ${media.map(ownMid).join(" ")}`,
    ...media.flatMap((section) => sectionLines(section, session, candidates)),
  ];
  return lines.map((line) => `${line}\r\n`).join("");
}

function sectionLines(section: Section, session: Section, candidates: readonly string[]): string[] {
  const kind = kindOf(section);
  const own = (name: string) => section.attributes.get(name) ?? session.attributes.get(name) ?? [];
  const codecs = codecsOf(section).filter(({ name }) => [names[kind]?.codec, "pcmu", "pcma"].includes(name));
  const main = codecs.find(({ name }) => name === names[kind]?.codec)?.payloadType;
  const direction = ["sendrecv", "sendonly", "recvonly", "inactive"].find((each) => section.attributes.has(each));
  const cname = own("ssrc").find((each) => / cname:/.test(each));
  return [
    `m=${kind} 1 UDP/TLS/RTP/SAVPF ${codecs.map(({ payloadType }) => payloadType).join(" ")}`,
    ...candidates,
    ...(kind === "video" ? ["b=AS:2500"] : []),
    ...own("setup").map((each) => `a=setup:${each}`),
    ...own("extmap").flatMap((each) => (each.endsWith(` ${ABS_SEND_TIME}`) ? [`a=extmap:${each}`] : [])),
    ...own("rtpmap").flatMap((each) => (each.startsWith(`${main} `) ? [`a=rtpmap:${each}`] : [])),
    "a=rtcp:9 IN IP4 0.0.0.0",
    "a=rtcp-mux",
    `a=${direction ?? "sendrecv"}`,
    `a=mid:${ownMid(section)}`,
    ...(kind === "video" ? VIDEO_FEEDBACK.map((feedback) => `a=rtcp-fb:${main} ${feedback}`) : []),
    ...(cname === undefined ? [] : [`a=ssrc:${cname}`]),
    ...own("ice-ufrag").map((each) => `a=ice-ufrag:${each}`),
    ...own("ice-pwd").map((each) => `a=ice-pwd:${each}`),
    ...own("fingerprint").map((each) => `a=fingerprint:${each}`),
  ];
}

/** A candidate without the extensions that browsers write; none for IPv6, which Alexa doesn't offer. */
function candidate(text: string, address: string): string[] {
  const [foundation, component, transport, priority, host = "", port, , type, ...extensions] = text.split(" ");
  if (isIpv6(host)) return [];
  const kind = /^tcp$/i.test(transport ?? "") ? [`tcptype ${extensions[extensions.indexOf("tcptype") + 1]}`] : [];
  const reachable = host.endsWith(".local") ? address : host;
  return [
    [`a=candidate:${foundation} ${component} ${transport?.toUpperCase()} ${priority}`, reachable, port, "typ", type]
      .concat(kind)
      .join(" "),
  ];
}

function kindOf(section: Section): string {
  return section.mediaLine.split(" ")[0] ?? "";
}

function ownMid(section: Section): string {
  return section.attributes.get("mid")?.[0] ?? "";
}

function midOf(section: Section): string {
  return names[kindOf(section)]?.mid ?? ownMid(section);
}
