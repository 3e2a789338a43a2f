import type { Held, State, Store, StoreKind } from "./store.ts";

/** The state of one process, gone when it ends: for tests, and for a skill without a table. */
export function createMemoryState(now: () => number): State {
  const stores = new Map<string, unknown>();
  return {
    store<Entry extends object>(kind: StoreKind<Entry>): Store<Entry> {
      const store = (stores.get(kind.kind) as Store<Entry> | undefined) ?? createMemoryStore(kind, now);
      stores.set(kind.kind, store);
      return store;
    },
  };
}

/** One kind of entries in memory. */
export function createMemoryStore<Entry>(
  { expiresAt }: Pick<StoreKind<Entry>, "expiresAt"> = {},
  now: () => number = Date.now,
): Store<Entry> {
  const owners = new Map<string, Map<string, Held<Entry>>>();
  const partsOf = (of: string) => owners.get(of) ?? new Map<string, Held<Entry>>();
  const counts = ({ entry }: Held<Entry>) => now() < (expiresAt?.(entry) ?? Number.POSITIVE_INFINITY);
  let versions = 0;

  function held(of: string, part: string): Held<Entry> | undefined {
    const found = partsOf(of).get(part);
    return found !== undefined && counts(found) ? found : undefined;
  }

  function put(of: string, part: string, entry: Entry): void {
    versions += 1;
    owners.set(of, partsOf(of).set(part, { entry: structuredClone(entry), version: versions }));
  }

  return {
    read: async (of, part = "") => held(of, part)?.entry,
    hold: async (of, part = "") => held(of, part),
    readAll: async (of) =>
      [...partsOf(of)].filter(([, each]) => counts(each)).map(([part, each]) => ({ part, ...each })),
    write: async (of, entry, part = "") => put(of, part, entry),
    async replace(of, version, entry, part = "") {
      if (held(of, part)?.version !== version) return false;
      put(of, part, entry);
      return true;
    },
    async remove(of, { part = "", version } = {}) {
      const found = held(of, part);
      if (found === undefined || (version !== undefined && found.version !== version)) return false;
      return partsOf(of).delete(part);
    },
  };
}
