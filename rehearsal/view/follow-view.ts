import { type Happenings, listen } from "../happenings.ts";
import type { Ledger } from "./ledger.ts";
import { type Stage, stages, type Timeline } from "./timeline.ts";

/** A view whose stages are noted as they are reached. */
export interface FollowedView {
  /** Notes when a stage was reached first, in epoch milliseconds. */
  mark(stage: Stage, at: number): void;
  timeline(): Timeline;
  /** The skill's own ledger, which comes a moment after its answer; undefined when none comes within 2 s. */
  ledger(): Promise<Ledger | undefined>;
  stop(): void;
}

/** Which view it is, and where to hear of it. */
export interface FollowOptions {
  readonly sessionId: string;
  /** When Alexa sent the directive, in epoch milliseconds; the timeline counts from here. */
  readonly startedAt: number;
  readonly happenings: Happenings;
  /** Hears of each stage. */
  readonly onStage?: () => void;
}

/** How long the skill's log line may take after its answer, in milliseconds. */
const LEDGER_LIMIT = 2_000;

/** Whether a client id is one that the skill made for this session: the session's id and the attempt's number. */
export function isClientOf(sessionId: string, clientId: unknown): boolean {
  return typeof clientId === "string" && clientId.startsWith(`${sessionId}.`);
}

/**
 * Follows one view through the rehearsal. What the signaling service sees of the skill counts only until the skill's
 * own ledger has come, which is exact but late.
 */
export function followView({ sessionId, startedAt, happenings, onStage = () => {} }: FollowOptions): FollowedView {
  const seen: Timeline = {};
  const exact: Timeline = {};
  let settle: (ledger: Ledger | undefined) => void = () => {};
  const ledger = new Promise<Ledger | undefined>((resolve) => {
    settle = resolve;
  });
  const note = (timeline: Timeline, stage: Stage, at: number) => {
    timeline[stage] ??= Math.round((at - startedAt) * 10) / 10;
    onStage();
  };
  const mark = (stage: Stage, at: number) => note(exact, stage, at);

  const listening = [
    listen(happenings, "camera", (event) => {
      if (event.type === "offer" && isClientOf(sessionId, event.clientId)) mark("offerAtCamera", event.at);
    }),
    listen(happenings, "service", (event) => {
      if (event.type === "alexa-offer-sent" && isClientOf(sessionId, event.clientId)) note(seen, "offerSent", event.at);
    }),
    listen(happenings, "ledger", (line) => {
      if (line.sessionId !== sessionId) return;
      markLedger(line, mark);
      settle(line);
    }),
  ];
  return {
    mark,
    timeline() {
      const reached = { ...seen, ...exact };
      return Object.fromEntries(stages.flatMap((stage) => entryOf(reached, stage)));
    },
    async ledger() {
      const timer = setTimeout(() => settle(undefined), LEDGER_LIMIT);
      return ledger.finally(() => clearTimeout(timer));
    },
    stop() {
      for (const stopListening of listening) stopListening();
      settle(undefined);
    },
  };
}

function markLedger(ledger: Ledger, mark: (stage: Stage, at: number) => void): void {
  mark("directiveIn", ledger.startedAt);
  for (const stage of ["account", "registry", "endpointLookup", "offerSent", "answerBack"] as const) {
    const at = ledger.stages[stage];
    if (at !== undefined) mark(stage, ledger.startedAt + at);
  }
}

function entryOf(timeline: Timeline, stage: Stage): [Stage, number][] {
  const at = timeline[stage];
  return at === undefined ? [] : [[stage, at]];
}
