import { type Codec, h264Profile } from "./codecs.ts";
import { type Finding, finding, findingIf } from "./findings.ts";
import { pairSections, type SectionPair } from "./media-line-rules.ts";
import type { MediaSection, ParsedSdp } from "./parsing.ts";

/** Profiles 66: Baseline and Constrained Baseline. */
const BASELINE = 66;
/** Level 3.1: 1280x720 at 30 frames a second. */
const HIGHEST_LEVEL = 31;

const has = (section: MediaSection, codec: string) => section.codecs.some(({ name }) => name === codec);
const ofKind = (sdp: ParsedSdp, kind: string) => sdp.media.filter((section) => section.kind === kind);

/** Whether an offer has what cameras send. */
export function offerCodecFindings(offer: ParsedSdp): Finding[] {
  return findingIf(
    !ofKind(offer, "video").some((section) => has(section, "h264")),
    "h264-not-offered",
    "no video section offers H.264",
  );
}

/** The codecs of an answer: H.264 where video was offered, Opus where it was, and nothing that was not offered. */
export function answerCodecFindings(answer: ParsedSdp, offer: ParsedSdp): Finding[] {
  return [
    ...videoFindings(answer, offer),
    ...audioFindings(answer, offer),
    ...pairSections(answer, offer)
      .filter(({ answered }) => answered.accepted)
      .flatMap(payloadTypeFindings),
  ];
}

function videoFindings(answer: ParsedSdp, offer: ParsedSdp): Finding[] {
  if (ofKind(offer, "video").length === 0) return [];
  const playable = ofKind(answer, "video").filter((section) => section.accepted && has(section, "h264"));
  if (playable.length === 0) return [finding("h264-not-accepted", "no video section accepts H.264")];
  return playable.flatMap((section) =>
    section.codecs.filter(({ name }) => name === "h264").flatMap((codec) => profileFindings(codec, section.position)),
  );
}

function profileFindings(codec: Codec, position: number): Finding[] {
  const profile = h264Profile(codec);
  if (profile === undefined) return [];
  return [
    ...findingIf(
      profile.profile !== BASELINE,
      "h264-profile-unusual",
      `section ${position} answers H.264 profile ${profile.profile}`,
    ),
    ...findingIf(
      profile.level > HIGHEST_LEVEL,
      "h264-level-high",
      `section ${position} answers H.264 level ${(profile.level / 10).toFixed(1)}`,
    ),
  ];
}

function audioFindings(answer: ParsedSdp, offer: ParsedSdp): Finding[] {
  const offered = ofKind(offer, "audio");
  if (offered.length === 0) return [];
  const accepted = ofKind(answer, "audio").filter((section) => section.accepted);
  if (accepted.length === 0) return [finding("audio-rejected", "no audio section is accepted")];
  return findingIf(
    offered.some((section) => has(section, "opus")) && !accepted.some((section) => has(section, "opus")),
    "opus-not-accepted",
    "no audio section accepts Opus",
  );
}

function payloadTypeFindings({ answered, offered }: SectionPair): Finding[] {
  const named = answered.codecs.filter(({ name }) => name !== "");
  const strangers = named.filter(({ name }) => !has(offered, name));
  const moved = named.filter(
    ({ name, payloadType }) =>
      has(offered, name) && !offered.codecs.some((codec) => codec.name === name && codec.payloadType === payloadType),
  );
  return [
    ...findingIf(
      strangers.length > 0,
      "codec-not-offered",
      `section ${answered.position} answers ${strangers.length} codec(s) that were not offered`,
    ),
    ...findingIf(
      moved.length > 0,
      "payload-type-changed",
      `section ${answered.position} answers payload type ${moved.map((codec) => codec.payloadType).join(", ")}`,
    ),
  ];
}
