import type { EchoShowState } from "./state.ts";

/** Tells all open tabs of the state, whole, whenever it has changed. */
export interface Broadcaster {
  /** Notes a change; several in a row are told together. */
  changed(): void;
  /** Sends a tab the state now and after each change, until the returned function is called. */
  join(deviceId: string, send: (state: EchoShowState) => void): () => void;
  /** Whether that tab is open. */
  hasJoined(deviceId: string): boolean;
  /** Whether any tab is open. */
  isHeard(): boolean;
}

/** Changes within this time are told together, in milliseconds: soon enough for a person, and rarely for the page. */
const GATHERING = 200;

/** Makes a broadcaster of what `read` gives. */
export function createBroadcaster(read: () => EchoShowState): Broadcaster {
  const listeners = new Set<{ readonly deviceId: string; readonly send: (state: EchoShowState) => void }>();
  let due: NodeJS.Timeout | undefined;
  const tell = () => {
    due = undefined;
    if (listeners.size === 0) return;
    const state = read();
    for (const { send } of listeners) send(state);
  };
  return {
    changed() {
      if (due === undefined) due = setTimeout(tell, GATHERING);
    },
    join(deviceId, send) {
      const listener = { deviceId, send };
      listeners.add(listener);
      send(read());
      return () => listeners.delete(listener);
    },
    hasJoined: (deviceId) => [...listeners].some((listener) => listener.deviceId === deviceId),
    isHeard: () => listeners.size > 0,
  };
}
