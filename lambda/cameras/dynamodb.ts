import * as z from "zod/mini";
import { cameraRecordSchema } from "../../protocol/camera-record.ts";
import { createBoundedCache } from "../bounded-cache.ts";
import type { Table } from "../dynamodb/table.ts";
import { cameraIn, readMaster, USER_PREFIX, userKey } from "./items.ts";
import type { CameraOwners, CameraRegistry, RegisteredCamera } from "./registry.ts";

/** What the registry stands on. */
export interface DynamoRegistryOptions {
  readonly table: Table;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** How long a camera that was read is given without reading it again, in milliseconds. */
const CACHED_MS = 60_000;
/** At most so many cameras are remembered. */
const CACHED_CAMERAS = 1_000;
/** Whether a camera can have this id; anything else is in no table, and some of it cannot even be asked for. */
const isPossible = (id: string) => z.safeParse(cameraRecordSchema.shape.id, id).success;

/**
 * The registry in DynamoDB: a user's cameras are one query, in the order of their ids, and never remembered; a user's
 * camera is one read, remembered for a minute. That a user does not have a camera is not remembered, so that one that
 * is added can be seen at once. Whose a camera is, is always read.
 */
export function createDynamoRegistry({ table, now }: DynamoRegistryOptions): CameraRegistry & CameraOwners {
  const cache = createBoundedCache<string, { readonly camera: RegisteredCamera; readonly until: number }>(
    CACHED_CAMERAS,
  );

  return {
    async camerasOf(userId) {
      const items = await table.query(USER_PREFIX + userId);
      return items.map(cameraIn).filter((camera) => camera !== undefined);
    },
    async cameraOf(userId, cameraId) {
      if (!isPossible(cameraId)) return undefined;
      const key = `${cameraId} ${userId}`;
      const cached = cache.get(key);
      if (cached !== undefined && now() < cached.until) return cached.camera;
      const item = await table.get(userKey(userId, cameraId));
      const camera = item && cameraIn(item);
      if (camera === undefined) cache.delete(key);
      else cache.set(key, { camera, until: now() + CACHED_MS });
      return camera;
    },
    async recordOf(cameraId) {
      return isPossible(cameraId) ? (await readMaster(table, cameraId))?.record : undefined;
    },
  };
}
