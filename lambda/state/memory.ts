import type { Marks, SignalingWay } from "./marks.ts";
import type { PresenceRecord, PresenceStore } from "./presence.ts";

/** Presence for as long as the process lives. */
export function createMemoryPresenceStore(): PresenceStore {
  const records = new Map<string, PresenceRecord>();
  return {
    async read(cameraId) {
      return records.get(cameraId);
    },
    async write(cameraId, record) {
      records.set(cameraId, record);
    },
  };
}

/** Marks for as long as the process lives. */
export function createMemoryMarks(): Marks {
  const ways = new Map<string, SignalingWay>();
  return {
    async wayOf(cameraId) {
      return ways.get(cameraId);
    },
    async learn(cameraId, way) {
      ways.set(cameraId, way);
    },
  };
}
