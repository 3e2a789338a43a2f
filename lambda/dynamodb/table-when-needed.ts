import type { CameraOwners, CameraRegistry } from "../cameras/registry.ts";
import type { State, Store, StoreKind } from "../state/store.ts";
import type { TableUseOptions } from "./use-table.ts";

/** What the skill keeps in its table. */
export interface TableWhenNeeded {
  readonly registry: CameraRegistry & CameraOwners;
  readonly state: State;
  /** Loads the code now, for whoever knows that it will be needed and waits for something else. Never fails. */
  prepare(): void;
}

/** The skill's table, whose code and client are loaded when it is first used: a skill without one needs neither. */
export function createTableWhenNeeded(options: TableUseOptions): TableWhenNeeded {
  let loaded: Promise<ReturnType<typeof import("./use-table.ts").useTable>> | undefined;
  const use = () => {
    loaded ??= import("./use-table.ts").then(({ useTable }) => useTable(options));
    return loaded;
  };

  return {
    registry: {
      camerasOf: async (userId) => (await use()).registry.camerasOf(userId),
      cameraOf: async (userId, cameraId) => (await use()).registry.cameraOf(userId, cameraId),
      recordOf: async (cameraId) => (await use()).registry.recordOf(cameraId),
    },
    state: {
      store<Entry extends object>(kind: StoreKind<Entry>): Store<Entry> {
        const store = async () => (await use()).state.store(kind);
        return {
          read: async (...key) => (await store()).read(...key),
          hold: async (...key) => (await store()).hold(...key),
          readAll: async (of) => (await store()).readAll(of),
          write: async (...entry) => (await store()).write(...entry),
          replace: async (...entry) => (await store()).replace(...entry),
          remove: async (...key) => (await store()).remove(...key),
        };
      },
    },
    prepare: () => void use().catch(() => undefined),
  };
}
