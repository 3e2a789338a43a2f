import type { RegisteredCamera } from "../cameras/registry.ts";
import type { SnapshotsOptions } from "./directive-snapshots.ts";

/** Where Alexa gets a camera's picture; times are epoch milliseconds. */
export interface SnapshotAddress {
  readonly uri: string;
  readonly expiresAt: number;
  readonly takenAt: number;
}

/** The cameras' pictures, as directives need them. */
export interface Snapshots {
  /**
   * The address of a camera's picture, good for ten minutes and for whoever brings the token of one of its users.
   * @throws {Failure} snapshot-missing, snapshots-unreachable or secret-unreadable.
   */
  addressOf(cameraId: string, signal: AbortSignal): Promise<SnapshotAddress>;
  /**
   * The same cameras, with what the registry does not know: whether there is a picture. It never fails; where the
   * pictures cannot be asked in time it stays unknown, and the log says so.
   */
  complete(cameras: readonly RegisteredCamera[], signal: AbortSignal): Promise<readonly RegisteredCamera[]>;
}

/** The pictures, whose code is loaded when a directive first needs it: no view does. */
export function createSnapshotsWhenNeeded(options: SnapshotsOptions): Snapshots {
  let loaded: Promise<Snapshots> | undefined;

  function load(): Promise<Snapshots> {
    loaded ??= import("./directive-snapshots.ts").then(({ createSnapshots }) => createSnapshots(options));
    return loaded;
  }

  return {
    addressOf: async (cameraId, signal) => (await load()).addressOf(cameraId, signal),
    async complete(cameras, signal) {
      if (cameras.every(({ pictured }) => pictured !== undefined)) return cameras;
      return (await load()).complete(cameras, signal);
    },
  };
}
