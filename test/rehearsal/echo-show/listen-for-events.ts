import { EventEmitter, once } from "node:events";

/** Server-sent events as a program without EventSource hears them. */
export interface EventListener {
  /** Resolves with what `find` makes of the latest event or of one to come. */
  until<Found>(find: (data: string) => Found | undefined): Promise<Found>;
  close(): void;
}

/** Opens the stream; resolves when the first event is there. */
export async function listenForEvents(url: string): Promise<EventListener> {
  const closing = new AbortController();
  const response = await fetch(url, { signal: closing.signal });
  if (!response.ok || !response.body) throw new Error(`the stream answered ${response.status}`);
  const arrived = new EventEmitter().setMaxListeners(0);
  let latest = "";
  const reading = (async () => {
    const decoder = new TextDecoder();
    let pending = "";
    for await (const chunk of response.body ?? []) {
      pending += decoder.decode(chunk as Uint8Array, { stream: true });
      const events = pending.split("\n\n");
      pending = events.pop() ?? "";
      for (const event of events) {
        latest = event.replace(/^data: /, "");
        arrived.emit("event");
      }
    }
  })();
  // Closing ends the stream with an error.
  reading.catch(() => {});
  if (latest === "") await once(arrived, "event");
  return {
    async until(find) {
      for (;;) {
        const found = find(latest);
        if (found !== undefined) return found;
        await once(arrived, "event");
      }
    },
    close: () => closing.abort(),
  };
}
