import {
  UnreadableSessionDescription,
  unwrapSessionDescription,
  wrapSessionDescription,
} from "../../../protocol/signaling/session-description.ts";
import type { Behaviour } from "./behaviour.ts";
import { behaviourKind } from "./kind.ts";

/** The answer has lost its candidates, as a master's has that trickles them to a client which cannot receive them. */
export function answerWithoutCandidates(): Behaviour {
  return { name: "answer-without-candidates", onAnswer: ({ payload }) => ({ payload: withoutCandidates(payload) }) };
}

function withoutCandidates(payload: string): string {
  try {
    const sdp = unwrapSessionDescription(payload, "answer");
    return wrapSessionDescription("answer", sdp.replace(/^a=(?:candidate:|end-of-candidates).*\r\n/gm, ""));
  } catch (error) {
    if (error instanceof UnreadableSessionDescription) return payload;
    throw error;
  }
}

/** `answer-without-candidates` by name. */
export const answerWithoutCandidatesKind = behaviourKind({
  name: "answer-without-candidates",
  summary: "The caller gets the answer without its candidates.",
  parameters: {},
  make: answerWithoutCandidates,
});
