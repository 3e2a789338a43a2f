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
