import type { EchoShowState } from "./state.ts";

/** Tells all open pages of the state, whole, whenever it has changed. */
export interface Broadcaster {
  /** Notes a change; several in a row are told together. */
  changed(): void;
  /** Sends the state now and after each change, until the returned function is called. */
  join(send: (state: EchoShowState) => void): () => void;
}

/** Changes within this time are told together, in milliseconds: soon enough for a person, and rarely for the page. */
const GATHERING = 100;

/** Makes a broadcaster of what `read` gives. */
export function createBroadcaster(read: () => EchoShowState): Broadcaster {
  const listeners = new Set<(state: EchoShowState) => void>();
  let due: NodeJS.Timeout | undefined;
  const tell = () => {
    due = undefined;
    if (listeners.size === 0) return;
    const state = read();
    for (const send of listeners) send(state);
  };
  return {
    changed() {
      if (due === undefined) due = setTimeout(tell, GATHERING);
    },
    join(send) {
      listeners.add(send);
      send(read());
      return () => listeners.delete(send);
    },
  };
}
