import { cameraIn, MASTER_PREFIX, masterIn, masterKey, USER_PREFIX } from "../../lambda/cameras/items.ts";
import type { Key, RawItem, Table } from "../../lambda/dynamodb/table.ts";

/** What stands in the table under an id and is no camera that the registry could read. */
export interface Remains {
  /** The keys of all of it. */
  readonly keys: readonly Key[];
  /** Who has a copy of it, by which their discovery finds it or fails. */
  readonly userIds: readonly string[];
  /** The record's channel, as it is written. */
  readonly channelArn: string | undefined;
}

/** Items of cameras and of their users' copies: the keys of both begin with it. */
export const CAMERAS_PREFIX = "camera";

/**
 * Looks for what somebody has written past the registry: a camera's item that cannot be read, and users' copies of a
 * camera that is not there. What a camera has left that was removed is no such thing. Reads the whole table.
 * @throws {Failure} registry-unreachable.
 */
export async function findRemains(table: Pick<Table, "scan">, id: string): Promise<Remains | undefined> {
  const keys: Key[] = [];
  const copies: Key[] = [];
  let channelArn: string | undefined;
  for await (const item of table.scan(CAMERAS_PREFIX)) {
    const key = { pk: String(item.pk), sk: String(item.sk) };
    if (key.pk === MASTER_PREFIX + id) {
      const isItsItem = key.sk === masterKey(id).sk;
      if (isItsItem && isReadable(masterIn, item)) {
        if (masterIn(item).record !== undefined) return undefined;
        continue;
      }
      keys.push(key);
      channelArn ??= channelArnIn(item);
    } else if (key.pk.startsWith(USER_PREFIX) && key.sk === id && !isGone(item)) copies.push(key);
  }
  if (keys.length + copies.length === 0) return undefined;
  return {
    keys: [...keys, ...copies],
    userIds: copies.map(({ pk }) => pk.slice(USER_PREFIX.length)),
    channelArn,
  };
}

/**
 * Deletes them, the users' copies first: what is cut in between is found again.
 * @throws {Failure} registry-unreachable.
 */
export async function deleteRemains(table: Pick<Table, "delete">, { keys }: Remains): Promise<void> {
  for (const key of keys.toReversed()) await table.delete(key);
}

/** The trace of a camera that a user does not have any more is nobody's camera. */
function isGone(item: RawItem): boolean {
  return isReadable(cameraIn, item) && cameraIn(item) === undefined;
}

function isReadable(read: (item: RawItem) => unknown, item: RawItem): boolean {
  try {
    read(item);
    return true;
  } catch {
    return false;
  }
}

function channelArnIn({ record }: RawItem): string | undefined {
  const { channelArn } = Object(record) as { readonly channelArn?: unknown };
  return typeof channelArn === "string" ? channelArn : undefined;
}
