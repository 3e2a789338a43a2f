import { type Happenings, listen } from "../happenings.ts";
import type { ServiceEvent, ServiceTraffic } from "../signaling-service/index.ts";
import { field } from "../wire/fields.ts";
import type { Ledger } from "./ledger.ts";
import { type Stage, stages, type Timeline } from "./timeline.ts";
import { type WaysTaken, waysIn } from "./ways.ts";

/** A view whose stages are noted as they are reached. */
export interface FollowedView {
  /** Notes when a stage was reached first, in epoch milliseconds. */
  mark(stage: Stage, at: number): void;
  timeline(): Timeline;
  /** The ways that its offer went so far. */
  waysTaken(): WaysTaken;
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
    // As in the skill's own ledger, a second attempt overwrites the first.
    timeline[stage] = Math.round((at - startedAt) * 10) / 10;
    onStage();
  };
  const reached = () => ({ ...seen, ...exact });
  const viewers = new Set<string>();
  let answered: Pick<WaysTaken, "way" | "because"> = {};

  const listening = [
    listen(happenings, "camera", (event) => {
      if (event.type !== "offer" || !isClientOf(sessionId, event.clientId)) return;
      note(exact, viewers.has(event.clientId) ? "viewerOfferAtCamera" : "offerAtCamera", event.at);
    }),
    listen(happenings, "service", (event) => {
      const stage = stageOfEvent(event);
      if (stage !== undefined && "clientId" in event && isClientOf(sessionId, event.clientId)) {
        note(seen, stage, event.at);
      }
    }),
    listen(happenings, "traffic", (traffic) => {
      const clientId = handshakingViewer(traffic);
      if (clientId === undefined || !isClientOf(sessionId, clientId)) return;
      viewers.add(clientId);
      // The skill itself tells so later, and exactly: it connects a few milliseconds after it has begun.
      if (seen.viewerBegun === undefined && reached().offerSent !== undefined) note(seen, "viewerBegun", traffic.at);
      onStage();
    }),
    listen(happenings, "ledger", (line) => {
      if (line.sessionId !== sessionId) return;
      const { way, because } = line;
      answered = { ...(way === undefined ? {} : { way }), ...(because === undefined ? {} : { because }) };
      readStages(line, (stage, at) => note(exact, stage, at));
      settle(line);
    }),
  ];
  return {
    mark(stage, at) {
      if (exact[stage] === undefined) note(exact, stage, at);
    },
    timeline() {
      const timeline = reached();
      return Object.fromEntries(stages.flatMap((stage) => entryOf(timeline, stage)));
    },
    waysTaken() {
      const gone = waysIn(reached());
      // A handshake may come to nothing: no stage tells of it.
      const begun = viewers.size > 0 && !gone.includes("viewer") ? [...gone, "viewer" as const] : gone;
      return { ways: begun, ...answered };
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

/** Gives each stage of the skill's own and its time; the answer event is there when Alexa has it, a moment later. */
function readStages({ startedAt, stages }: Ledger, note: (stage: Stage, at: number) => void): void {
  note("directiveIn", startedAt);
  for (const [stage, at] of Object.entries(stages) as [keyof typeof stages, number][]) {
    if (stage !== "answerEvent") note(stage, startedAt + at);
  }
}

/** The stage that the service sees the skill reach. */
function stageOfEvent(event: ServiceEvent): Stage | undefined {
  switch (event.type) {
    case "alexa-offer-sent":
      return "offerSent";
    case "connected":
      return event.role === "viewer" ? "viewerConnected" : undefined;
    case "message-relayed":
    case "message-queued":
      if (event.from === "viewer" && event.action === "SDP_OFFER") return "viewerOfferSent";
      // An answer that an Alexa client gets is given back in a reply, and is not relayed.
      return event.type === "message-relayed" && event.action === "SDP_ANSWER" ? "viewerAnswer" : undefined;
    default:
      return undefined;
  }
}

/** The client id of a viewer that begins to connect; undefined when the message is something else. */
export function handshakingViewer(traffic: ServiceTraffic): string | undefined {
  if (traffic.kind !== "request" || traffic.operation !== "ConnectAsViewer") return undefined;
  const clientId = field(traffic.body, "X-Amz-ClientId");
  return typeof clientId === "string" ? clientId : undefined;
}

function entryOf(timeline: Timeline, stage: Stage): [Stage, number][] {
  const at = timeline[stage];
  return at === undefined ? [] : [[stage, at]];
}
