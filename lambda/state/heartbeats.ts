import type { Connectivity } from "../../protocol/alexa/endpoint-health.ts";
import { type Decision, type Heard, keepLatest } from "./keep-latest.ts";
import { connectivityBy, type PresenceRecord } from "./presence.ts";
import type { Store } from "./store.ts";

/** What a camera says of its own connection. */
export interface Heartbeat {
  /** EventBridge's id of the event. */
  readonly eventId: string;
  readonly connectivity: Connectivity;
  /** When it happened, in epoch milliseconds; not in the future. */
  readonly at: number;
  /** How soon the next one comes at the latest. */
  readonly nextWithinSeconds?: number | undefined;
}

/** Where heartbeats go: into the same records as what views say. */
export type HeartbeatStore = Pick<Store<PresenceRecord>, "hold" | "replace">;

/**
 * Keeps what a camera says of its connection, unless something later is known. It is written also when nothing changes:
 * what happened before it may still come.
 * @throws {Failure} state-unreachable.
 */
export function keepHeartbeat(
  store: HeartbeatStore,
  cameraId: string,
  heartbeat: Heartbeat,
  now: number,
): Promise<Heard> {
  return keepLatest(store, cameraId, (known) => decide(known, heartbeat, now));
}

function decide(known: PresenceRecord | undefined, heartbeat: Heartbeat, now: number): Decision<PresenceRecord, Heard> {
  const { eventId, connectivity } = heartbeat;
  const same = connectivityBy(known, now) === connectivity;
  if (known?.changedBy === eventId) return { outcome: same ? "changed" : "older than what is known" };
  if (known !== undefined && isOlder(heartbeat, known)) return { outcome: "older than what is known" };
  return same
    ? { outcome: "unchanged", entry: recordOf(heartbeat, known?.changedBy) }
    : { outcome: "changed", entry: recordOf(heartbeat, eventId) };
}

/** Of what happened at the same time, that a camera is there counts: it goes and comes back when it reconnects. */
function isOlder({ at, connectivity }: Heartbeat, known: PresenceRecord): boolean {
  return at < known.since || (at === known.since && connectivity === "UNREACHABLE" && known.connectivity === "OK");
}

function recordOf({ connectivity, at, nextWithinSeconds }: Heartbeat, changedBy: string | undefined): PresenceRecord {
  return {
    connectivity,
    source: "heartbeat",
    since: at,
    ...(nextWithinSeconds !== undefined && { due: at + nextWithinSeconds * 1_000 }),
    ...(changedBy !== undefined && { changedBy }),
  };
}
