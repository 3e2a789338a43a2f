import { isDeepStrictEqual } from "node:util";
import { cameraIn, MASTER_PREFIX, masterIn, USER_PREFIX } from "../../../lambda/cameras/items.ts";
import type { RawItem } from "../../../lambda/dynamodb/table.ts";
import type { CameraRecord } from "../../../protocol/camera-record.ts";
import type { Discord, IllegalItem, Items, LegalItem } from "./item.ts";
import { legalRecord, recordIn } from "./legal.ts";

/** A user's own copy of a camera. */
interface Copy {
  readonly userId: string;
  /** What it says; `illegal` where it is none. */
  readonly camera: ReturnType<typeof cameraIn> | "illegal";
}

/** What the table's items say of cameras: the master items, and the users' copies, which discovery reads. */
export function itemsOfTable(items: readonly RawItem[]): Items {
  const copies = copiesIn(items.filter(({ pk }) => String(pk).startsWith(USER_PREFIX)));
  const masters = items.filter(({ pk }) => String(pk).startsWith(MASTER_PREFIX));
  const legal: LegalItem[] = [];
  const illegal: IllegalItem[] = [];
  const registered = new Set<string>();
  for (const item of masters) {
    const found = read(item);
    if (found === undefined) continue;
    registered.add(idOf(item));
    if ("wrong" in found) illegal.push(found);
    else legal.push({ record: found.record, discords: discordsOf(found, copies.get(found.record.id) ?? []) });
  }
  legal.sort((one, other) => (one.record.id < other.record.id ? -1 : 1));
  return {
    kept: "table",
    legal,
    illegal,
    orphans: [...copies].flatMap(([id, of]) => (registered.has(id) ? [] : of.map(({ userId }) => ({ id, userId })))),
    takenIds: new Set([...masters.map(idOf), ...copies.keys()]),
  };
}

const idOf = ({ pk }: RawItem) => String(pk).slice(MASTER_PREFIX.length);

/** A camera, with whether it is settled and pictured; what is wrong with it; undefined of one that was removed. */
function read(item: RawItem): { record: CameraRecord; settled: boolean; pictured: boolean } | IllegalItem | undefined {
  const id = idOf(item);
  const fields = isRecord(item.record) ? item.record : {};
  const illegal = (wrong: IllegalItem["wrong"]) => ({ id, where: `the table's item ${item.pk}`, fields, wrong });
  if (item.record === undefined && item.retiredFrom !== undefined) return undefined;
  if (item.sk !== "-") return illegal([{ field: "sk", says: 'must be "-"' }]);
  const checked = legalRecord(item.record, recordIn.table);
  if ("wrong" in checked) return illegal(checked.wrong);
  const { record } = checked;
  if (record.id !== id) return illegal([{ field: "id", says: "is another one than the item's key has" }]);
  try {
    const { settled, pictured } = masterIn(item);
    return { record, settled, pictured };
  } catch {
    return illegal([
      { field: "version", says: "or another one of the attributes beside the record is missing or wrong" },
    ]);
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => value !== null && typeof value === "object";

/** The copies that users have, by the camera's id. */
function copiesIn(items: readonly RawItem[]): Map<string, Copy[]> {
  const copies = new Map<string, Copy[]>();
  for (const item of items) {
    const camera = copyIn(item);
    if (camera === undefined) continue;
    const id = String(item.sk);
    const userId = String(item.pk).slice(USER_PREFIX.length);
    copies.set(id, [...(copies.get(id) ?? []), { userId, camera }]);
  }
  return copies;
}

function copyIn(item: RawItem): Copy["camera"] {
  try {
    return cameraIn(item);
  } catch {
    return "illegal";
  }
}

function discordsOf(
  { record, settled, pictured }: { record: CameraRecord; settled: boolean; pictured: boolean },
  copies: readonly Copy[],
): Discord[] {
  if (!settled) return [{ kind: "unsettled" }];
  const { owners, ...camera } = record;
  const has = new Map(copies.map((copy) => [copy.userId, copy.camera]));
  const ofOwners = owners.flatMap((userId): Discord[] => {
    const copy = has.get(userId);
    if (copy === undefined) return [{ kind: "missing", userId }];
    if (copy === "illegal") return [{ kind: "illegal", userId }];
    return isDeepStrictEqual(copy, { ...camera, pictured }) ? [] : [{ kind: "different", userId }];
  });
  const others = copies.filter(({ userId }) => !owners.includes(userId));
  return [...ofOwners, ...others.map(({ userId }): Discord => ({ kind: "left-over", userId }))];
}
