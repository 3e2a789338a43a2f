import type { Behaviour } from "./behaviour.ts";

/** The master's answer arrives so many milliseconds later than it was sent, if the service still waits for it then. */
export function answerLate(milliseconds: number): Behaviour {
  return {
    name: `answer-late ${milliseconds} ms`,
    onAnswer: ({ payload }) => ({ payload, afterMilliseconds: milliseconds }),
  };
}
