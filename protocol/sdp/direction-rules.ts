import { type Finding, findingIf } from "./findings.ts";
import { pairSections, type SectionPair } from "./media-line-rules.ts";
import type { Direction, ParsedSdp } from "./parsing.ts";

/** What the rules need to know about the camera that answered. */
export interface AnsweringCamera {
  /** Whether it plays what an Echo sends. */
  readonly talk: boolean;
}

/** The directions that may answer a direction. Source: RFC 3264 §6.1. */
const allowed: Readonly<Record<Direction, readonly Direction[]>> = {
  sendrecv: ["sendrecv", "sendonly", "recvonly", "inactive"],
  sendonly: ["recvonly", "inactive"],
  recvonly: ["sendonly", "inactive"],
  inactive: ["inactive"],
};

/** Who sends in an answer: the camera must, and it must receive audio only if it plays it. */
export function directionFindings(answer: ParsedSdp, offer: ParsedSdp, camera?: AnsweringCamera): Finding[] {
  return pairSections(answer, offer)
    .filter(({ answered }) => answered.accepted)
    .flatMap((pair) => pairFindings(pair, camera));
}

function pairFindings({ answered, offered }: SectionPair, camera?: AnsweringCamera): Finding[] {
  const { direction, position, kind } = answered;
  const audioOrVideo = kind === "audio" || kind === "video";
  return [
    ...findingIf(
      !allowed[offered.direction].includes(direction),
      "direction-conflicts",
      `section ${position} answers ${direction} to ${offered.direction}`,
    ),
    ...findingIf(
      audioOrVideo && (direction === "recvonly" || direction === "inactive"),
      "media-not-sent",
      `section ${position} is ${direction}`,
    ),
    ...findingIf(
      kind === "audio" && direction === "sendrecv" && camera?.talk === false,
      "audio-sendrecv-without-talk",
      `section ${position} is sendrecv`,
    ),
  ];
}
