import { type AnsweringCamera, checkAnswer, checkOffer, type Finding } from "../../protocol/sdp/rules.ts";
import { unwrapSessionDescription } from "../../protocol/signaling/session-description.ts";
import { type SessionSeen, verdictsOf } from "../verdicts/verdicts.ts";
import type { View } from "./state.ts";

/** What was seen of a session, apart from its answer. */
export type Seen = Omit<SessionSeen, "answerFindings">;

/** Judges a session by what was seen and by the answer that came back, as an SDP or as the camera wrapped it. */
export type Judge = (
  seen: Seen,
  answer: string | undefined,
) => Pick<View, "verdicts" | "offerFindings" | "answerFindings">;

/** Makes the judge of one session; each SDP is looked into once, however often it is asked. */
export function createJudge(offer: string, camera: AnsweringCamera | undefined): Judge {
  let offerFindings: Finding[] | undefined;
  let judged: { readonly answer: string; readonly findings: Finding[] } | undefined;
  return (seen, answer) => {
    offerFindings ??= checkOffer(offer);
    if (answer !== undefined && judged?.answer !== answer) {
      judged = { answer, findings: checkAnswer(unwrapped(answer), offer, camera) };
    }
    const answerFindings = answer === undefined ? [] : (judged?.findings ?? []);
    return { verdicts: verdictsOf({ ...seen, answerFindings }), offerFindings, answerFindings };
  };
}

/** The SDP in a camera's payload; what is no payload is an SDP already, or nothing that could be read. */
function unwrapped(answer: string): string {
  try {
    return unwrapSessionDescription(answer, "answer");
  } catch {
    return answer;
  }
}
