import { randomInt } from "node:crypto";
import * as z from "zod/mini";
import type { Log } from "../observability/log.ts";
import type { Held, State, Store, StoreKind } from "../state/store.ts";
import type { Condition, Key, RawItem, Table } from "./table.ts";

/** What the state stands on. */
export interface DynamoStateOptions {
  readonly table: Table;
  readonly log: Log;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** The sort key of an entry that has no parts. */
const WHOLE = "-";

/** An entry in the table. `expires` is for DynamoDB, which deletes by it within days, and `endsAt` is for us. */
const itemSchema = z.object({
  sk: z.string(),
  version: z.number(),
  entry: z.record(z.string(), z.unknown()),
  endsAt: z.optional(z.number()),
});
type StoredEntry = z.infer<typeof itemSchema>;

/** The state in DynamoDB. Entries stay as long as their kind says, over all environments of all functions. */
export function createDynamoState({ table, log, now }: DynamoStateOptions): State {
  return { store: (kind) => createDynamoStore(kind, { table, log, now }) };
}

/** One kind of entries in DynamoDB. */
function createDynamoStore<Entry extends object>(
  { kind, expiresAt, schema }: StoreKind<Entry>,
  { table, log, now }: DynamoStateOptions,
): Store<Entry> {
  const partition = (of: string) => `${kind}#${of}`;
  const keyOf = (of: string, part: string): Key => ({ pk: partition(of), sk: part === "" ? WHOLE : part });

  /** An item as an entry, if it counts. One that cannot be read counts as missing: whoever needs it makes it anew. */
  function heldIn(item: RawItem | undefined): (Held<Entry> & { readonly part: string }) | undefined {
    if (item === undefined) return undefined;
    const stored = z.safeParse(itemSchema, item);
    const entry = stored.success ? entryIn(stored.data) : undefined;
    if (!stored.success || entry === undefined) {
      log.warn("an entry of the table cannot be read and counts as missing", { kind });
      return undefined;
    }
    const { sk, version, endsAt } = stored.data;
    return endsAt === undefined || now() < endsAt ? { part: sk === WHOLE ? "" : sk, version, entry } : undefined;
  }

  function entryIn({ entry }: StoredEntry): Entry | undefined {
    // Without a schema it is what was written: only this kind writes under its keys.
    return (schema === undefined ? entry : z.safeParse(schema, entry).data) as Entry | undefined;
  }

  async function hold(of: string, part = ""): Promise<Held<Entry> | undefined> {
    const held = heldIn(await table.get(keyOf(of, part)));
    return held && { entry: held.entry, version: held.version };
  }

  /**
   * Writes under a version that nothing had before, so that an entry removed and made anew is another one. Gives what
   * was in the way where the condition does not hold, and undefined where it is written.
   */
  async function put(key: Key, entry: Entry, condition?: Condition): Promise<RawItem | undefined> {
    const version = randomInt(2 ** 48 - 1);
    const endsAt = expiresAt?.(entry);
    const times = endsAt !== undefined && { endsAt, expires: Math.ceil(endsAt / 1_000) };
    if (await table.put({ ...key, version, entry, ...times }, condition)) return undefined;
    const found = (await table.get(key)) ?? {};
    // The client sends a write again whose reply was lost; then it was ours that was in the way.
    return found.version === version ? undefined : found;
  }

  /** Writes where nothing is, or nothing that counts: else what cannot be read would be in the way for ever. */
  async function putNew(key: Key, entry: Entry): Promise<boolean> {
    const found = await put(key, entry, absent(now()));
    if (found === undefined) return true;
    if (found.pk === undefined || heldIn(found) !== undefined) return false;
    return (await put(key, entry, sameAs(found))) === undefined;
  }

  return {
    read: async (of, part) => (await hold(of, part))?.entry,
    hold,
    async readAll(of) {
      const items = await table.query(partition(of));
      return items.map(heldIn).filter((held) => held !== undefined);
    },
    async write(of, entry, part = "") {
      await put(keyOf(of, part), entry);
    },
    async replace(of, version, entry, part = "") {
      const key = keyOf(of, part);
      if (version === undefined) return putNew(key, entry);
      return (await put(key, entry, unchanged(version, now()))) === undefined;
    },
    async remove(of, { part = "", version } = {}) {
      const condition = version === undefined ? undefined : unchanged(version, now());
      return heldIn(await table.delete(keyOf(of, part), condition)) !== undefined;
    },
  };
}

/** That nothing is there, or only what has ended. */
function absent(now: number): Condition {
  return { expression: "attribute_not_exists(pk) OR endsAt <= :now", values: { ":now": now } };
}

/** That this version is there and has not ended. */
function unchanged(version: number, now: number): Condition {
  return {
    expression: "version = :version AND (attribute_not_exists(endsAt) OR endsAt > :now)",
    values: { ":version": version, ":now": now },
  };
}

/** That this very item is there, whatever it is. */
function sameAs({ version }: RawItem): Condition {
  if (version === undefined) return { expression: "attribute_not_exists(version)" };
  return { expression: "version = :version", values: { ":version": version } };
}
