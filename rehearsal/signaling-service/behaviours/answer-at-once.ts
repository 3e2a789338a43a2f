import * as z from "zod/mini";
import type { Behaviour, OperationCall } from "./behaviour.ts";
import { behaviourKind } from "./kind.ts";

/** SendAlexaOfferToMaster answers immediately, with no master at all: a fixed payload, or one made from the call. */
export function answerAtOnce(answer: string | null | ((call: OperationCall) => string | null)): Behaviour {
  return {
    name: "answer-at-once",
    beforeOperation: (call) =>
      call.operation === "SendAlexaOfferToMaster"
        ? { do: "reply", status: 200, body: { Answer: typeof answer === "function" ? answer(call) : answer } }
        : undefined,
  };
}

/** `answer-at-once` by name. */
export const answerAtOnceKind = behaviourKind({
  name: "answer-at-once",
  summary: "SendAlexaOfferToMaster answers immediately, without any master.",
  parameters: { answer: z.optional(z.string().check(z.describe("the answer, base64; null when left out"))) },
  positional: "answer",
  make: ({ answer }) => answerAtOnce(answer ?? null),
});
