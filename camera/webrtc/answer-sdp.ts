import { foldCandidates } from "../../protocol/sdp/fold-candidates.ts";
import { H264_PARAMETERS } from "./codec-choice.ts";

/** A local candidate as the WebRTC stack names it: the text after `a=`, and the section it belongs to. */
export interface LocalCandidate {
  readonly candidate: string;
  readonly mid: string | undefined;
}

/**
 * Completes the stack's bare answer for a viewer that takes no candidates afterwards: every candidate in every section
 * it serves (Amazon's page asks for each track's own set, BUNDLE or not), their end marked, trickle not mentioned.
 */
export function completeAnswer(answer: string, candidates: readonly LocalCandidate[]): string {
  return foldCandidates(
    answer,
    candidates.map(({ candidate, mid }) => ({ candidate, sdpMid: mid })),
  );
}

/**
 * What every answer of the camera says, trickle or not: its H.264 parameters where the offer, as Alexa's, named none,
 * and no header extension rules that were not offered (RFC 8285 §6).
 */
export function describeMedia(answer: string, offer: string): string {
  const mixedOffered = /^a=extmap-allow-mixed/m.test(offer);
  return mapSections(answer, (lines) =>
    lines.flatMap((line) => {
      if (line === "a=extmap-allow-mixed" && !mixedOffered) return [];
      const payloadType = /^a=rtpmap:(\d+) H264\/90000$/i.exec(line)?.[1];
      const described = lines.some((other) => other.startsWith(`a=fmtp:${payloadType} `));
      if (payloadType === undefined || described) return [line];
      return [line, `a=fmtp:${payloadType} ${H264_PARAMETERS}`];
    }),
  );
}

function mapSections(sdp: string, change: (lines: string[]) => string[]): string {
  return sdp
    .split(/^(?=m=)/m)
    .map((section) => {
      const lines = section.split(/\r?\n/).filter((line) => line !== "");
      return change(lines)
        .map((line) => `${line}\r\n`)
        .join("");
    })
    .join("");
}
