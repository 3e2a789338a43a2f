import type { ServiceEvent } from "../events.ts";

/** What happened to a message, a request or a connection, and which behaviours changed it. */
export type TrafficEvent = Exclude<ServiceEvent, { type: `channel-${string}` }>;

/** An event, and its place among all that there were. */
export interface NumberedEvent {
  readonly id: number;
  readonly event: TrafficEvent;
}

/** The latest events of the service's traffic. */
export interface EventRing {
  add(event: ServiceEvent): void;
  /** Newest first. */
  latest(): readonly NumberedEvent[];
}

/** Keeps the latest events, at most so many. */
export function createEventRing(capacity: number): EventRing {
  const events: NumberedEvent[] = [];
  let lastId = 0;
  return {
    add(event) {
      const previous = events.at(-1)?.event;
      if (!isTraffic(event) || (previous !== undefined && isRefusal(previous, event))) return;
      lastId += 1;
      events.push({ id: lastId, event });
      if (events.length > capacity) events.shift();
    },
    latest: () => events.toReversed(),
  };
}

/** Channels have a list of their own, and the call that made one is here; the owner looking on is no traffic. */
function isTraffic(event: ServiceEvent): event is TrafficEvent {
  if (event.type === "request") return event.operation !== "admin";
  return !event.type.startsWith("channel-");
}

/** The end of a request comes right behind its refusal, which says more. */
function isRefusal(previous: TrafficEvent, event: TrafficEvent): boolean {
  return (
    event.type === "request" &&
    previous.type === "refused" &&
    previous.operation === event.operation &&
    previous.status === event.status
  );
}
