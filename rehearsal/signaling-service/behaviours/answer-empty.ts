import type { Behaviour } from "./behaviour.ts";
import { behaviourKind } from "./kind.ts";

/** HTTP 200 with an empty `Answer`. */
export function answerEmpty(): Behaviour {
  return { name: "answer-empty", onAnswer: () => ({ payload: "" }) };
}

/** `answer-empty` by name. */
export const answerEmptyKind = behaviourKind({
  name: "answer-empty",
  summary: "The master answers, and the caller gets an empty answer.",
  parameters: {},
  make: answerEmpty,
});
