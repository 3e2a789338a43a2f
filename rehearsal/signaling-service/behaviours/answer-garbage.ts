import * as z from "zod/mini";
import { encodeBase64 } from "../../../protocol/signaling/base64.ts";
import type { Behaviour } from "./behaviour.ts";
import { behaviourKind } from "./kind.ts";

/** The answer is base64 of something that is no session description; or the text given. */
export function answerGarbage(payload: string = encodeBase64("neither JSON nor SDP")): Behaviour {
  return { name: "answer-garbage", onAnswer: () => ({ payload }) };
}

/** `answer-garbage` by name. */
export const answerGarbageKind = behaviourKind({
  name: "answer-garbage",
  summary: "The caller gets what is no session description.",
  parameters: {
    payload: z.optional(z.string().check(z.describe("the answer; base64 of a sentence when left out"))),
  },
  positional: "payload",
  make: ({ payload }) => answerGarbage(payload),
});
