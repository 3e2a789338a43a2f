import {
  UnreadableSessionDescription,
  unwrapSessionDescription,
} from "../../../protocol/signaling/session-description.ts";

/**
 * What an answer to Alexa holds, for its event alone: the service relays it unread. "no-candidates" is a master that
 * trickles, which Alexa cannot receive; "nothing" is an answer that a behaviour took.
 */
export type AnswerContent = "candidates" | "no-candidates" | "unreadable" | "nothing";

/** Looks into an answer as Alexa would. */
export function contentOfAnswer(payload: string | null): AnswerContent {
  if (!payload) return "nothing";
  try {
    return /^a=candidate:/m.test(unwrapSessionDescription(payload, "answer")) ? "candidates" : "no-candidates";
  } catch (error) {
    if (error instanceof UnreadableSessionDescription) return "unreadable";
    throw error;
  }
}
