/** Records by camera, for as long as the process lives: presence, or marks. */
export function createMemoryStore<Entry>(): {
  read(cameraId: string): Promise<Entry | undefined>;
  write(cameraId: string, entry: Entry): Promise<void>;
} {
  const entries = new Map<string, Entry>();
  return {
    async read(cameraId) {
      return entries.get(cameraId);
    },
    async write(cameraId, entry) {
      entries.set(cameraId, entry);
    },
  };
}
