import type { Behaviour } from "./behaviour.ts";

/** Offers and answers are held back so many milliseconds, so that the candidates behind them arrive first. */
export function candidatesOvertake(milliseconds = 200): Behaviour {
  return {
    name: `candidates-overtake ${milliseconds} ms`,
    holdBack: ({ action }) => (action === "ICE_CANDIDATE" ? 0 : milliseconds),
  };
}
