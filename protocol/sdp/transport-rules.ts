import { type Finding, findingIf } from "./findings.ts";
import { pairSections } from "./media-line-rules.ts";
import type { MediaSection, ParsedSdp } from "./parsing.ts";

/** What an offer and an answer both need before a transport can come up: ICE credentials and a DTLS fingerprint. */
export function credentialFindings(sdp: ParsedSdp): Finding[] {
  const lacking = (has: (section: MediaSection) => boolean) =>
    sdp.media
      .filter((section) => section.accepted && !bundledWith(sdp, section).some(has))
      .map((section) => section.position);
  const fingerprint = lacking((section) => section.hasFingerprint);
  const credentials = lacking((section) => section.hasIceCredentials);
  return [
    ...findingIf(fingerprint.length > 0, "no-fingerprint", `no fingerprint for section ${fingerprint.join(", ")}`),
    ...findingIf(credentials.length > 0, "no-ufrag", `no ice-ufrag and ice-pwd for section ${credentials.join(", ")}`),
  ];
}

/** In a BUNDLE one section's transport attributes serve all of its sections. Source: RFC 9143 §7.1.3. */
function bundledWith(sdp: ParsedSdp, section: MediaSection): MediaSection[] {
  const { mid } = section;
  const bundle = mid === undefined ? undefined : sdp.bundles.find((mids) => mids.includes(mid));
  return [section, ...sdp.media.filter((other) => other.mid !== undefined && bundle?.includes(other.mid))];
}

/** An offer's ICE options and DTLS role. */
export function offerTransportFindings(offer: ParsedSdp): Finding[] {
  return [
    ...findingIf(offer.announcesTrickle, "trickle-announced", "the offer announces trickle"),
    ...offer.media.flatMap((section) =>
      findingIf(
        section.accepted && section.setup !== "actpass",
        "setup-not-actpass",
        `section ${section.position} does not offer setup:actpass`,
      ),
    ),
  ];
}

/** An answer's ICE options, DTLS roles, BUNDLE group and rtcp-mux against its offer's. */
export function answerTransportFindings(answer: ParsedSdp, offer: ParsedSdp): Finding[] {
  return [
    ...findingIf(answer.announcesTrickle, "trickle-announced", "the answer announces trickle"),
    ...findingIf(!sameBundle(answer, offer), "bundle-differs", "the answer's BUNDLE group is not the offer's"),
    ...pairSections(answer, offer)
      .filter(({ answered }) => answered.accepted)
      .flatMap(({ answered, offered }) => [
        ...setupFindings(answered),
        ...findingIf(
          offered.rtcpMux && !answered.rtcpMux,
          "rtcp-mux-missing",
          `section ${answered.position} leaves rtcp-mux out`,
        ),
      ]),
  ];
}

function setupFindings({ setup, position }: MediaSection): Finding[] {
  if (setup === "actpass") {
    return findingIf(true, "setup-actpass-in-answer", `section ${position} answers setup:actpass`);
  }
  return findingIf(setup !== "active", "setup-not-active", `section ${position} does not answer setup:active`);
}

/** The same mids bundled, those of refused sections aside, which leave the group (RFC 9143 §7.3.3). */
function sameBundle(answer: ParsedSdp, offer: ParsedSdp): boolean {
  const rejected = answer.media
    .filter((section) => !section.accepted)
    .map((section) => offer.media[section.position - 1]?.mid);
  const groups = (sdp: ParsedSdp) =>
    sdp.bundles
      .map((mids) =>
        mids
          .filter((mid) => !rejected.includes(mid))
          .sort()
          .join(" "),
      )
      .filter((group) => group !== "")
      .sort();
  return groups(answer).join("|") === groups(offer).join("|");
}
