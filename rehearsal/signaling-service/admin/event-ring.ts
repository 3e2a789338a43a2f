import type { ServiceEvent } from "../events.ts";

/** An event, and its place among all that there were. */
export interface NumberedEvent {
  readonly id: number;
  readonly event: ServiceEvent;
}

/** The latest events of the service. */
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
      if (isOwners(event) || (previous !== undefined && isRefusal(previous, event))) return;
      lastId += 1;
      events.push({ id: lastId, event });
      if (events.length > capacity) events.shift();
    },
    latest: () => events.toReversed(),
  };
}

/** The owner looking on, with a wrong token say, is no traffic. */
function isOwners(event: ServiceEvent): boolean {
  return event.type === "request" && event.operation === "admin";
}

/** The end of a request comes right behind its refusal, which says more. */
function isRefusal(previous: ServiceEvent, event: ServiceEvent): boolean {
  return (
    event.type === "request" &&
    previous.type === "refused" &&
    previous.operation === event.operation &&
    previous.status === event.status
  );
}
