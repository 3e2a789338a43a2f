import type { IceCandidate } from "../protocol/signaling/ice-candidate.ts";

/** Candidates in the order they are found, for one reader; they wait for it. */
export interface CandidateStream extends AsyncIterable<IceCandidate> {
  add(candidate: IceCandidate): void;
  /** No more will be found: marks the end of each section's candidates, and of the stream. */
  end(): void;
}

/** Makes an empty stream, which ends without a mark when the session it belongs to is over. */
export function createCandidateStream(sessionOver: AbortSignal): CandidateStream {
  const waiting: IceCandidate[] = [];
  const sections = new Map<string | null | undefined, IceCandidate>();
  let complete = false;
  let wake = () => {};
  sessionOver.addEventListener("abort", () => wake(), { once: true });
  return {
    add(candidate) {
      waiting.push(candidate);
      sections.set(candidate.sdpMid, endOf(candidate));
      wake();
    },
    end() {
      // In a bundle one section has them all; where there is none, the mark is for every section.
      waiting.push(...(sections.size > 0 ? sections.values() : [endOf({})]));
      complete = true;
      wake();
    },
    async *[Symbol.asyncIterator]() {
      while (!sessionOver.aborted) {
        const next = waiting.shift();
        if (next !== undefined) yield next;
        else if (complete) return;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}

/** An empty candidate of a section ends that section's, one of no section everyone's. Source: W3C WebRTC, RTCIceCandidate. */
function endOf({ sdpMid = null, sdpMLineIndex = null }: Omit<IceCandidate, "candidate">): IceCandidate {
  return { candidate: "", sdpMid, sdpMLineIndex };
}
