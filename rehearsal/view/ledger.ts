import { EventEmitter, once } from "node:events";
import * as z from "zod/mini";

/** The line that the skill logs for each view: when the directive came in, and when each stage was reached. */
const ledgerSchema = z.object({
  message: z.literal("view"),
  sessionId: z.string(),
  outcome: z.string(),
  /** Epoch milliseconds. */
  startedAt: z.number(),
  /** Milliseconds since then; a stage that was not reached is absent. */
  stages: z.partial(
    z.object({
      account: z.number(),
      registry: z.number(),
      endpointLookup: z.number(),
      offerSent: z.number(),
      answerBack: z.number(),
      answerEvent: z.number(),
    }),
  ),
});
export type Ledger = z.infer<typeof ledgerSchema>;

/** Finds the ledgers among the lines that the skill logs. */
export interface LedgerReader {
  /** Takes a log line of any kind. */
  read(line: string): void;
  /** Resolves with the ledger of a view, which comes a moment after its answer; undefined when none comes. */
  ledgerOf(sessionId: string): Promise<Ledger | undefined>;
}

const LATEST_MILLISECONDS = 2_000;
/** How many are kept for someone who has not asked yet. */
const KEPT_LEDGERS = 100;

/** Makes a reader of ledgers. Each ledger is given out once. */
export function createLedgerReader(): LedgerReader {
  const arrived = new Map<string, Ledger>();
  const events = new EventEmitter().setMaxListeners(0);
  return {
    read(line) {
      const ledger = parse(line);
      if (!ledger) return;
      arrived.set(ledger.sessionId, ledger);
      for (const oldest of arrived.keys()) if (arrived.size > KEPT_LEDGERS) arrived.delete(oldest);
      events.emit(ledger.sessionId);
    },
    async ledgerOf(sessionId) {
      if (!arrived.has(sessionId)) {
        await once(events, sessionId, { signal: AbortSignal.timeout(LATEST_MILLISECONDS) }).catch(() => {});
      }
      const ledger = arrived.get(sessionId);
      arrived.delete(sessionId);
      return ledger;
    },
  };
}

function parse(line: string): Ledger | undefined {
  // Most lines are something else: look before parsing.
  if (!line.includes('"view"')) return undefined;
  try {
    return z.safeParse(ledgerSchema, JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
