import { foldCandidates } from "../../protocol/sdp/fold-candidates.ts";
import { type IceCandidate, unwrapIceCandidate } from "../../protocol/signaling/ice-candidate.ts";
import {
  UnreadableSessionDescription,
  unwrapSessionDescription,
} from "../../protocol/signaling/session-description.ts";
import { field } from "./fields.ts";

/** As many candidates as the skill takes for an answer, and some that it leaves out. */
const MOST_CANDIDATES = 200;

/** The answer that crossed the wire to the skill, by whichever way. */
export interface SeenAnswer {
  /** Takes the answer in a reply to SendAlexaOfferToMaster. */
  replied(payload: string): void;
  /** Takes a message that a viewer of the view's was sent. */
  delivered(clientId: string, message: unknown): void;
  /**
   * The answer as far as it crossed: wrapped as the camera sent it, or, where it came to a viewer, the SDP that its
   * bare answer and its candidates make, since that stands nowhere on the wire. Undefined while there is none.
   */
  read(): string | undefined;
}

/** Watches for one view's answer. */
export function createSeenAnswer(): SeenAnswer {
  let whole: string | undefined;
  let viewer: { clientId: string; bare?: string; candidates: IceCandidate[]; folded?: string } | undefined;
  return {
    replied(payload) {
      whole = payload;
    },
    delivered(clientId, message) {
      const payload = field(message, "messagePayload");
      if (typeof payload !== "string") return;
      // A viewer that connects anew begins anew.
      if (viewer?.clientId !== clientId) viewer = { clientId, candidates: [] };
      delete viewer.folded;
      const type = field(message, "messageType");
      if (type === "SDP_ANSWER") viewer.bare ??= payload;
      if (type !== "ICE_CANDIDATE" || viewer.candidates.length === MOST_CANDIDATES) return;
      const candidate = unwrapIceCandidate(payload);
      if (candidate !== undefined) viewer.candidates.push(candidate);
    },
    read() {
      if (viewer?.bare === undefined) return whole;
      viewer.folded ??= folded(viewer.bare, viewer.candidates);
      return viewer.folded;
    },
  };
}

/** What cannot be unwrapped stays as it is: that is what there is to judge. */
function folded(bare: string, candidates: readonly IceCandidate[]): string {
  try {
    return foldCandidates(unwrapSessionDescription(bare, "answer"), candidates);
  } catch (error) {
    if (error instanceof UnreadableSessionDescription) return bare;
    throw error;
  }
}
