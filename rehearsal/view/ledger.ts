import * as z from "zod/mini";
import { ways } from "./ways.ts";

/** The line that the skill logs for each view: when the directive came in, and when each stage was reached. */
const ledgerSchema = z.object({
  message: z.literal("view"),
  sessionId: z.string(),
  outcome: z.string(),
  /** By which the answer came; absent where none did. */
  way: z.optional(z.enum(ways)),
  because: z.optional(z.string()),
  /** Epoch milliseconds. */
  startedAt: z.number(),
  /** Milliseconds since then; a stage that was not reached is absent. */
  stages: z.partial(
    z.object({
      account: z.number(),
      registry: z.number(),
      endpointLookup: z.number(),
      offerSent: z.number(),
      viewerBegun: z.number(),
      viewerConnected: z.number(),
      viewerOfferSent: z.number(),
      viewerAnswer: z.number(),
      answerBack: z.number(),
      answerEvent: z.number(),
    }),
  ),
});
/** A view's stages as the skill itself counts them. */
export type Ledger = z.infer<typeof ledgerSchema>;

/** Reads a view's ledger out of a line that the skill logged; undefined when the line is something else. */
export function readLedger(line: string): Ledger | undefined {
  // Most lines are something else: look before parsing.
  if (!line.includes('"view"')) return undefined;
  try {
    return z.safeParse(ledgerSchema, JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
