import type { Addressed } from "./build-proactive-events.ts";
import type { ProactiveEvent } from "./proactive-events.ts";

/**
 * Makes two reports of one that the gateway found too large; none can be made of one endpoint, or of an event that is
 * no report of several. The ids are made of the first one's, so that a report which is sent again is halved alike.
 */
export function halvesOf(event: ProactiveEvent): readonly [Addressed, Addressed] | undefined {
  const { payload } = event.event;
  if (!("endpoints" in payload) || payload.endpoints.length < 2) return undefined;
  const middle = Math.ceil(payload.endpoints.length / 2);
  return [partOf(event, "1", 0, middle), partOf(event, "2", middle)];
}

function partOf(whole: ProactiveEvent, part: string, from: number, to?: number): Addressed {
  return (token) => {
    const { header, payload } = whole.event;
    const endpoints = "endpoints" in payload ? payload.endpoints.slice(from, to) : [];
    // Which of the two reports it is does not matter here, and the compiler cannot see that it stays the same one.
    return {
      event: {
        header: { ...header, messageId: `${header.messageId}-${part}` },
        payload: { endpoints, scope: { type: "BearerToken", token } },
      },
    } as ProactiveEvent;
  };
}
