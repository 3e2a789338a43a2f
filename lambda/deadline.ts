import { setMaxListeners } from "node:events";
import { Failure } from "./failure.ts";

/** How long after its invocation the skill answers, in milliseconds. Alexa's own rule is 6 s. */
const ANSWER_WITHIN_MS = 5_500;
/** The same in an environment's first invocation: Alexa's clock ran while the environment was made. */
const FIRST_ANSWER_WITHIN_MS = 4_800;
/** What an inner call leaves over for turning its failure into an event. */
const RESERVE_MS = 200;

/** The end of one invocation. */
export interface Deadline {
  /** Fires when inner calls have to end, which is 200 ms before the answer has to be out. */
  readonly signal: AbortSignal;
  /** Gives what the work gives, and fails as `unexpected` once the answer has to be out, whatever the work does. */
  enforce<Value>(work: Promise<Value>): Promise<Value>;
  /** Stops the timers. Has to be called when the invocation is over. */
  clear(): void;
}

/** How long an invocation may take, in milliseconds; `lambdaRemaining` is what Lambda itself still gives. */
export function answerBudget(first: boolean, lambdaRemaining: number): number {
  return Math.min(first ? FIRST_ANSWER_WITHIN_MS : ANSWER_WITHIN_MS, lambdaRemaining);
}

/** Starts an invocation's deadline, `budget` milliseconds from now. */
export function startDeadline(budget: number): Deadline {
  const inner = new AbortController();
  // A camera may be shared with many users, each of whom is told by calls that listen to it: that is no leak.
  setMaxListeners(0, inner.signal);
  const innerTimer = setTimeout(() => inner.abort(), Math.max(0, budget - RESERVE_MS));
  let outerTimer: NodeJS.Timeout | undefined;
  const overdue = new Promise<never>((_, reject) => {
    // A little before the end, so that the event is out by then.
    outerTimer = setTimeout(
      () => reject(new Failure("unexpected", { detail: "deadline" })),
      Math.max(0, budget - RESERVE_MS / 4),
    );
  });
  return {
    signal: inner.signal,
    enforce: (work) => Promise.race([work, overdue]),
    clear() {
      clearTimeout(innerTimer);
      clearTimeout(outerTimer);
    },
  };
}
