import * as z from "zod/mini";
import { milliseconds } from "../signaling-service/behaviours/parameters.ts";
import { mannerKind } from "./manner-kind.ts";

/** A master that takes its time for each candidate. */
export const slowTrickleKind = mannerKind({
  name: "slow-trickle",
  title: "Slow trickle",
  summary: "Answers every offer at once, without candidates, and sends one candidate after another, slowly.",
  parameters: { milliseconds: z._default(milliseconds("between two candidates"), 250) },
  positional: "milliseconds",
  make: (parameters) => ({
    sentence: `Answers every offer at once, without candidates, sends one each ${parameters.milliseconds} ms, and does not say when that was all.`,
    trickle: "always",
    async *candidates(candidates, { wait }) {
      for await (const candidate of candidates) {
        if (candidate.candidate === "") continue;
        await wait(parameters.milliseconds);
        yield candidate;
      }
    },
  }),
});
