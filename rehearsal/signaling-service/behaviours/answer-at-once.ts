import type { Behaviour, OperationCall } from "./behaviour.ts";

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
