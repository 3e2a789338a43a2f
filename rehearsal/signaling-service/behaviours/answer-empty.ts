import type { Behaviour } from "./behaviour.ts";

/** HTTP 200 with an empty `Answer`. */
export function answerEmpty(): Behaviour {
  return { name: "answer-empty", onAnswer: () => ({ payload: "" }) };
}
