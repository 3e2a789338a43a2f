import type { Connectivity } from "../../protocol/alexa/endpoint-health.ts";
import type { Store, StoreKind } from "./store.ts";

/** The last word on a camera's connection. */
export interface PresenceRecord {
  readonly connectivity: Connectivity;
  /** Who said so: a view that was answered or was not, or the camera itself. */
  readonly source: "view" | "heartbeat";
  /** Since when it holds, in epoch milliseconds: when it was said or, of a heartbeat, when it happened. */
  readonly since: number;
  /** Until when the camera promised its next heartbeat, in epoch milliseconds. */
  readonly due?: number;
  /** The event that last changed the connectivity, by EventBridge's id, where it was an event. */
  readonly changedBy?: string;
}

/** Presence as a kind of state. */
export const presenceKind: StoreKind<PresenceRecord> = { kind: "presence" };

/** Where presence is kept, by camera. */
export type PresenceStore = Pick<Store<PresenceRecord>, "read" | "write">;

/**
 * Whether cameras are connected, as far as anyone can know: KVS has no call that tells whether a master is there.
 * A camera that nothing is known of is OK, and one that owes a heartbeat is not.
 */
export interface Presence {
  connectivityOf(cameraId: string): Promise<Connectivity>;
  /**
   * Keeps what a view says. The last word on a camera wins, whoever said it, so only what is new is written. `before`
   * is what {@link connectivityOf} gave, where the caller has asked already; without it the store is read first.
   */
  report(cameraId: string, connectivity: Connectivity, before?: Connectivity): Promise<void>;
}

/** What a record says at a time, in epoch milliseconds. */
export function connectivityBy(record: PresenceRecord | undefined, now: number): Connectivity {
  if (record === undefined) return "OK";
  return record.due !== undefined && now > record.due ? "UNREACHABLE" : record.connectivity;
}

/** Makes presence over a store. */
export function createPresence(store: PresenceStore, now: () => number): Presence {
  async function connectivityOf(cameraId: string): Promise<Connectivity> {
    return connectivityBy(await store.read(cameraId), now());
  }
  return {
    connectivityOf,
    async report(cameraId, connectivity, before) {
      if ((before ?? (await connectivityOf(cameraId))) === connectivity) return;
      await store.write(cameraId, { connectivity, source: "view", since: now() });
    },
  };
}
