import type { Behaviour } from "./behaviour.ts";
import { behaviourKind } from "./kind.ts";

/** HTTP 200 with `{"Answer":null}` although the master answered. */
export function answerNull(): Behaviour {
  return { name: "answer-null", onAnswer: () => ({ payload: null }) };
}

/** `answer-null` by name. */
export const answerNullKind = behaviourKind({
  name: "answer-null",
  summary: 'The master answers, and the caller gets {"Answer":null}.',
  parameters: {},
  make: answerNull,
});
