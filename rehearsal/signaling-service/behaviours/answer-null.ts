import type { Behaviour } from "./behaviour.ts";

/** HTTP 200 with `{"Answer":null}` although the master answered. */
export function answerNull(): Behaviour {
  return { name: "answer-null", onAnswer: () => ({ payload: null }) };
}
