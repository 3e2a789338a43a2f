import { isDeepStrictEqual } from "node:util";
import * as z from "zod/mini";
import { type CameraRecord, cameraRecordSchema } from "../../protocol/camera-record.ts";
import type { Condition, RawItem, Table } from "../dynamodb/table.ts";
import { type CameraCatalogue, CatalogueRefusal } from "./catalogue.ts";
import {
  cameraIn,
  MASTER_PREFIX,
  type Master,
  masterIn,
  masterKey,
  readMaster,
  type UserItem,
  userKey,
} from "./items.ts";
import type { RegisteredCamera } from "./registry.ts";

/** What the catalogue stands on. */
export interface DynamoCatalogueOptions {
  readonly table: Table;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** How often a write is begun again because others were quicker. */
const MAX_TRIES = 20;
/** How long the trace of a user's lost camera stays, in seconds: longer than any writer can be late. */
const TRACE_KEPT_S = 60 * 60;

/** What is to become of a camera, beside the count of its writes. */
type Content = Pick<Master, "record" | "pictured" | "retiredFrom">;
/** A step from what is there to what is to be, and what to tell of it; `after` is left out where all is well. */
interface Step<Result> {
  readonly after?: Content;
  readonly result: Result;
}

/** The catalogue in DynamoDB. */
export function createDynamoCatalogue({ table, now }: DynamoCatalogueOptions): CameraCatalogue {
  /**
   * Takes one step. The camera's master item is claimed first, under a new version that is nobody else's, so that two
   * writers cannot both believe that they were first. Then the users' items follow, and at last the master item says
   * that they have: a step that was cut in between is seen by whoever comes next, who does it again. As long as a
   * camera is being taken away, its master item names the users that it had.
   */
  async function take<Result>(
    id: string,
    stepFrom: (before: Master | undefined) => Step<Result> | Promise<Step<Result>>,
  ): Promise<Result> {
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const before = await readMaster(table, id);
      const { after, result } = await stepFrom(before);
      if (after === undefined) return result;
      const version = (before?.version ?? 0) + 1;
      const losing = (before?.record?.owners ?? []).filter((userId) => !after.record?.owners.includes(userId));
      const claim = { ...(losing.length > 0 ? contentOf(before) : after), version, settled: false };
      if (!(await table.put({ ...masterKey(id), ...claim }, before ? atVersion(before.version) : absent))) continue;
      for (const userId of losing) await putUserItem(userId, id, { version, gone: true });
      for (const userId of after.record?.owners ?? []) await putUserItem(userId, id, { version, ...shownOf(after) });
      const settled = await table.put({ ...masterKey(id), ...after, version, settled: true }, atVersion(version));
      // Somebody else has taken it from here; what the claim said is in what they write.
      if (settled || losing.length === 0) return result;
    }
    throw new CatalogueRefusal("contended");
  }

  async function putUserItem(userId: string, id: string, item: UserItem): Promise<void> {
    const expires = item.gone === true ? { expires: Math.ceil(now() / 1_000) + TRACE_KEPT_S } : {};
    await table.put({ ...userKey(userId, id), ...item, ...expires }, notAfter(item.version));
  }

  /** Whether each owner's item says what the master's does. */
  async function isShown(master: Master, { id, owners }: CameraRecord): Promise<boolean> {
    const { camera, pictured } = shownOf(master);
    const shown = JSON.parse(camera ?? "{}");
    for (const userId of owners) {
      const item = await table.get(userKey(userId, id));
      if (item === undefined || !isDeepStrictEqual(cameraOrNone(item), { ...shown, pictured })) return false;
    }
    return true;
  }

  return {
    async add(record, { reuseId = false } = {}) {
      const wanted = checked({ ...record, owners: [...new Set(record.owners)] });
      return take<"added" | "changed" | "unchanged">(wanted.id, async (before) => {
        const there = before?.record;
        if (there === undefined) {
          const retiredFrom = before?.retiredFrom ?? wanted.channelArn;
          if (retiredFrom !== wanted.channelArn && !reuseId) throw new CatalogueRefusal("id-retired");
          return { after: { record: wanted, pictured: false }, result: "added" };
        }
        if (there.channelArn !== wanted.channelArn) throw new CatalogueRefusal("id-taken");
        const owners = [...new Set([...there.owners, ...wanted.owners])];
        const merged = { ...wanted, owners };
        const isThere = before?.settled === true && isDeepStrictEqual(there, merged);
        // Somebody may have written a user's item past us.
        if (isThere && (await isShown(before, merged))) return { result: "unchanged" };
        return { after: { ...contentOf(before), record: merged }, result: "changed" };
      });
    },

    change: (id, change) =>
      take(id, (before) => {
        const there = recordIn(before);
        const record = checked({ ...there, ...change, id, owners: there.owners });
        if (before?.settled && isDeepStrictEqual(there, record)) return { result: record };
        return { after: { ...contentOf(before), record }, result: record };
      }),

    share: (id, userId) =>
      take(id, (before) => {
        const there = recordIn(before);
        const has = there.owners.includes(userId);
        if (has && before?.settled) return { result: false };
        const record = has ? there : checked({ ...there, owners: [...there.owners, userId] });
        return { after: { ...contentOf(before), record }, result: true };
      }),

    unshare: (id, userId) =>
      take(id, (before) => {
        const there = recordIn(before);
        const owners = there.owners.filter((each) => each !== userId);
        if (owners.length === there.owners.length) return { result: false };
        if (owners.length === 0) throw new CatalogueRefusal("last-owner");
        return { after: { ...contentOf(before), record: { ...there, owners } }, result: true };
      }),

    remove: (id) =>
      take(id, (before) => {
        const there = before?.record;
        if (there === undefined) return { result: undefined };
        return { after: { pictured: false, retiredFrom: there.channelArn }, result: there };
      }),

    setPictured: (id, pictured) =>
      take(id, (before) => {
        if (before?.record === undefined || (before.settled && before.pictured === pictured)) return { result: false };
        return { after: { ...contentOf(before), pictured }, result: true };
      }),

    retiredFrom: async (id) => (await readMaster(table, id))?.retiredFrom,

    async *all() {
      for await (const item of table.scan(MASTER_PREFIX)) {
        const { record, pictured } = masterIn(item);
        if (record !== undefined) yield { record, pictured };
      }
    },

    recordOf: async (id) => (await readMaster(table, id))?.record,
  };
}

const absent: Condition = { expression: "attribute_not_exists(pk)" };
const atVersion = (version: number): Condition => ({
  expression: "version = :version",
  values: { ":version": version },
});
const notAfter = (version: number): Condition => ({
  // What has no version nobody has written by this.
  expression: "attribute_not_exists(version) OR version <= :version",
  values: { ":version": version },
});

function contentOf(master: Master | undefined): Content {
  const { record, pictured = false, retiredFrom } = master ?? {};
  return { record, pictured, retiredFrom };
}

/** What a user's item says of a camera. */
function shownOf({ record, pictured }: Content): Pick<UserItem, "camera" | "pictured"> {
  if (record === undefined) return {};
  const { owners: _owners, ...camera } = record;
  return { camera: JSON.stringify(camera), pictured };
}

/** A user's item as a camera; undefined as well where it is none. */
function cameraOrNone(item: RawItem): RegisteredCamera | undefined {
  try {
    return cameraIn(item);
  } catch {
    return undefined;
  }
}

function recordIn(master: Master | undefined): CameraRecord {
  if (master?.record === undefined) throw new CatalogueRefusal("no-such-camera");
  return master.record;
}

/** A record that is one. */
function checked(record: unknown): CameraRecord {
  const parsed = z.safeParse(cameraRecordSchema, record);
  if (parsed.success) return parsed.data;
  throw new CatalogueRefusal("not-a-camera", parsed.error.issues[0]?.path.join("."));
}
