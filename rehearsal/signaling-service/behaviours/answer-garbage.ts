import { encodeBase64 } from "../../../protocol/signaling/base64.ts";
import type { Behaviour } from "./behaviour.ts";

/** The answer is base64 of something that is no session description; or the text given. */
export function answerGarbage(payload: string = encodeBase64("neither JSON nor SDP")): Behaviour {
  return { name: "answer-garbage", onAnswer: () => ({ payload }) };
}
