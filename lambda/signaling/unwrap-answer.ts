import {
  UnreadableSessionDescription,
  unwrapSessionDescription,
} from "../../protocol/signaling/session-description.ts";
import { Failure } from "../failure.ts";

/**
 * The SDP in an answer's payload, with CRLF.
 * @throws {Failure} answer-unreadable
 */
export function unwrapAnswer(payload: string): string {
  try {
    return unwrapSessionDescription(payload, "answer");
  } catch (cause) {
    // The reason is our own words and quotes nothing.
    const reason = cause instanceof UnreadableSessionDescription ? { detail: cause.message } : {};
    throw new Failure("answer-unreadable", { ...reason, cause });
  }
}
