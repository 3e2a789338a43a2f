import * as z from "zod/mini";
import type { Behaviour } from "./behaviour.ts";
import { behaviourKind } from "./kind.ts";
import { milliseconds } from "./parameters.ts";

/** Offers and answers are held back so many milliseconds, so that the candidates behind them arrive first. */
export function candidatesOvertake(milliseconds = 200): Behaviour {
  return {
    name: `candidates-overtake ${milliseconds} ms`,
    holdBack: ({ action }) => (action === "ICE_CANDIDATE" ? 0 : milliseconds),
  };
}

/** `candidates-overtake` by name. */
export const candidatesOvertakeKind = behaviourKind({
  name: "candidates-overtake",
  summary: "Offers and answers are held back, so that the candidates behind them arrive first.",
  parameters: { milliseconds: z._default(milliseconds("how long they are held back"), 200) },
  positional: "milliseconds",
  make: (parameters) => candidatesOvertake(parameters.milliseconds),
});
