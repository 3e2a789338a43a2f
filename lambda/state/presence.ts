import type { Connectivity } from "../../protocol/alexa/endpoint-health.ts";
import type { Store } from "./store.ts";

/** What is known of a camera's connection; written only when it changes. */
export interface PresenceRecord {
  readonly connectivity: Connectivity;
  /** Who said so: a view that was answered or was not, or the camera itself. */
  readonly source: "view" | "heartbeat";
  /** Since when, in epoch milliseconds. */
  readonly since: number;
}

/** Where presence is kept, by camera. */
export type PresenceStore = Pick<Store<PresenceRecord>, "read" | "write">;

/**
 * Whether cameras are connected, as far as anyone can know: KVS has no call that tells whether a master is there.
 * A camera that nothing is known of is OK.
 */
export interface Presence {
  connectivityOf(cameraId: string): Promise<Connectivity>;
  /**
   * The last word on a camera wins, whoever said it. `before` is what {@link connectivityOf} gave, where the caller has
   * asked already; without it the store is read first.
   */
  report(
    cameraId: string,
    connectivity: Connectivity,
    source: PresenceRecord["source"],
    before?: Connectivity,
  ): Promise<void>;
}

/** Makes presence over a store. */
export function createPresence(store: PresenceStore, now: () => number): Presence {
  async function connectivityOf(cameraId: string): Promise<Connectivity> {
    return (await store.read(cameraId))?.connectivity ?? "OK";
  }
  return {
    connectivityOf,
    async report(cameraId, connectivity, source, before) {
      if ((before ?? (await connectivityOf(cameraId))) === connectivity) return;
      await store.write(cameraId, { connectivity, source, since: now() });
    },
  };
}
