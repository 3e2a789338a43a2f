import type { Behaviour } from "./behaviour.ts";
import { behaviourKind } from "./kind.ts";
import { milliseconds } from "./parameters.ts";

/** The master's answer arrives so many milliseconds later than it was sent, if the service still waits for it then. */
export function answerLate(milliseconds: number): Behaviour {
  return {
    name: `answer-late ${milliseconds} ms`,
    onAnswer: ({ payload }) => ({ payload, afterMilliseconds: milliseconds }),
  };
}

/** `answer-late` by name. */
export const answerLateKind = behaviourKind({
  name: "answer-late",
  summary: "The master's answer arrives later than it was sent.",
  parameters: { milliseconds: milliseconds("how much later") },
  positional: "milliseconds",
  make: (parameters) => answerLate(parameters.milliseconds),
});
