import { addressReach, isIpv6 } from "./addresses.ts";
import { type Finding, finding, findingIf } from "./findings.ts";
import type { Candidate, ParsedSdp } from "./parsing.ts";

/** The candidates of an offer. Alexa's has them all: host candidates on one public address. */
export function offerCandidateFindings(offer: ParsedSdp): Finding[] {
  const candidates = allCandidates(offer);
  if (candidates.length === 0) return [finding("offer-without-candidates", "the offer has no candidate")];
  return [...mdnsFindings(candidates), ...componentFindings(offer)];
}

/** The candidates of an answer, which must be complete: Alexa takes none afterwards. */
export function answerCandidateFindings(answer: ParsedSdp): Finding[] {
  const candidates = allCandidates(answer);
  if (candidates.length === 0) return [finding("answer-without-candidates", "the answer has no candidate")];
  const bare = answer.media.filter((section) => section.accepted && section.candidates.length === 0);
  return [
    ...findingIf(
      bare.length > 0,
      "candidates-missing-in-a-section",
      `no candidate in section ${bare.map((section) => section.position).join(", ")}`,
    ),
    ...reachFindings(candidates),
    ...mdnsFindings(candidates),
    ...componentFindings(answer),
  ];
}

function allCandidates(sdp: ParsedSdp): Candidate[] {
  return sdp.media.flatMap((section) => section.candidates);
}

function reachFindings(candidates: readonly Candidate[]): Finding[] {
  const all = (condition: (candidate: Candidate) => boolean) => candidates.every(condition);
  return [
    ...findingIf(
      all((candidate) => addressReach(candidate.address) !== "public"),
      "only-private-candidates",
      "no candidate has a public address",
    ),
    ...findingIf(
      all((candidate) => isIpv6(candidate.address)),
      "only-ipv6-candidates",
      "every candidate is an IPv6 address",
    ),
    ...findingIf(
      all((candidate) => candidate.transport !== "udp"),
      "only-tcp-candidates",
      "no candidate is for UDP",
    ),
  ];
}

function mdnsFindings(candidates: readonly Candidate[]): Finding[] {
  const hidden = candidates.filter((candidate) => addressReach(candidate.address) === "mdns").length;
  return findingIf(hidden > 0, "mdns-candidates", `${hidden} of ${candidates.length} candidates hide their address`);
}

/** Component 2 is RTCP on a port of its own. Source: RFC 8839 §5.1. */
function componentFindings(sdp: ParsedSdp): Finding[] {
  const sections = sdp.media.filter(
    (section) => section.rtcpMux && section.candidates.some((candidate) => candidate.component === 2),
  );
  return findingIf(
    sections.length > 0,
    "component-2-with-rtcp-mux",
    `component 2 beside rtcp-mux in section ${sections.map((section) => section.position).join(", ")}`,
  );
}
