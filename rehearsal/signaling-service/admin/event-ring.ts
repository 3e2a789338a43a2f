import type { ServiceEvent } from "../events.ts";

/** What happened to a message, a request or a connection. */
export type TrafficEvent = Exclude<ServiceEvent, { type: `channel-${string}` | `behaviour-${string}` }>;

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

/** Channels and behaviours have lists of their own; the owner looking on, with a wrong token say, is no traffic. */
function isTraffic(event: ServiceEvent): event is TrafficEvent {
  if (event.type === "request") return event.operation !== "admin";
  return !/^(?:channel|behaviour)-/.test(event.type);
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
