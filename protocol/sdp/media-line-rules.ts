import { type Finding, finding, findingIf } from "./findings.ts";
import type { MediaSection, ParsedSdp } from "./parsing.ts";

/** A section of the answer beside the offer's section in the same place. */
export interface SectionPair {
  readonly answered: MediaSection;
  readonly offered: MediaSection;
}

/** Pairs the sections of an answer with the offer's by place, as RFC 3264 §6 does; what has no partner is left out. */
export function pairSections(answer: ParsedSdp, offer: ParsedSdp): SectionPair[] {
  return answer.media.flatMap((answered, index) => {
    const offered = offer.media[index];
    return offered === undefined ? [] : [{ answered, offered }];
  });
}

/** The answer's m= lines against the offer's: number, order, kind and mid. */
export function mediaLineFindings(answer: ParsedSdp, offer: ParsedSdp): Finding[] {
  return [
    ...findingIf(
      answer.media.length !== offer.media.length,
      "media-lines-mismatch",
      `the answer has ${answer.media.length} m= lines, the offer ${offer.media.length}`,
    ),
    ...pairSections(answer, offer).flatMap(pairFindings),
  ];
}

function pairFindings({ answered, offered }: SectionPair): Finding[] {
  const place = `section ${answered.position}`;
  if (answered.kind !== offered.kind) return [finding("media-lines-mismatch", `${place} is of another kind`)];
  if (offered.mid === undefined) return [];
  if (answered.mid === undefined) {
    return [finding(answered.accepted ? "mid-missing" : "rejected-media-without-mid", `${place} has no mid`)];
  }
  return findingIf(answered.mid !== offered.mid, "media-lines-mismatch", `${place} has another mid`);
}
