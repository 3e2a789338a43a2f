import * as z from "zod/mini";
import { cameraRecordSchema } from "../../protocol/camera-record.ts";
import type { Key, RawItem, Table } from "../dynamodb/table.ts";
import { Failure } from "../failure.ts";
import type { RegisteredCamera } from "./registry.ts";

/*
 * How the table keeps cameras. Each has a master item with the whole record, and one item for each of its users, so
 * that a user's cameras are one query and a user's camera is one read. The master's version counts its writes; a user's
 * item has the version that it was made of, and is never overwritten by an earlier one.
 */

/** The beginning of the keys of the master items. */
export const MASTER_PREFIX = "camera#";
/** The beginning of the keys of the users' items. */
export const USER_PREFIX = "cameras-of#";

/** The key of a camera's master item. */
export const masterKey = (id: string): Key => ({ pk: MASTER_PREFIX + id, sk: "-" });
/** The key of a user's item of a camera. */
export const userKey = (userId: string, id: string): Key => ({ pk: USER_PREFIX + userId, sk: id });

const { owners: _owners, ...cameraShape } = cameraRecordSchema.shape;
// Neither is strict: what a later version of the skill writes may have more.
const userItemSchema = z.object({
  version: z.int(),
  /** The user has it no more; kept for a while, against writers that are late. */
  gone: z._default(z.boolean(), false),
  /** As JSON: with a map here the discovery of 300 cameras takes a fifth more of CPU time. */
  camera: z.optional(z.string()),
  pictured: z._default(z.boolean(), false),
});
const cameraSchema = z.object(cameraShape);
const masterItemSchema = z.object({
  version: z.int(),
  /** Whether the users' items say what this one says; else a call was cut, or is still at it. */
  settled: z.boolean(),
  record: z.optional(z.object(cameraRecordSchema.shape)),
  pictured: z._default(z.boolean(), false),
  /** The channel of the camera that had this id, where it was removed. */
  retiredFrom: z.optional(z.string()),
});

/** A camera's master item. */
export type Master = z.infer<typeof masterItemSchema>;
/** What a user's item says beside its key. */
export type UserItem = z.input<typeof userItemSchema>;

/**
 * A user's item as a camera; undefined where the user has it no more.
 * @throws {Failure} registry-unreachable that names the field that is wrong.
 */
export function cameraIn(item: RawItem): RegisteredCamera | undefined {
  const { gone, camera, pictured } = readItem(userItemSchema, item, item.sk);
  if (gone || camera === undefined) return undefined;
  return { ...readItem(cameraSchema, jsonIn(camera), item.sk), pictured };
}

/**
 * A camera's master item.
 * @throws {Failure} registry-unreachable that names the field that is wrong, or what reading the table throws.
 */
export async function readMaster(table: Table, id: string): Promise<Master | undefined> {
  const item = await table.get(masterKey(id));
  return item && masterIn(item);
}

/**
 * An item of a scan as a master item.
 * @throws {Failure} registry-unreachable that names the field that is wrong.
 */
export function masterIn(item: RawItem): Master {
  return readItem(masterItemSchema, item, String(item.pk).slice(MASTER_PREFIX.length));
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readItem<Schema extends z.ZodMiniType>(schema: Schema, item: unknown, id: unknown): z.infer<Schema> {
  const parsed = z.safeParse(schema, item);
  if (parsed.success) return parsed.data;
  const path = parsed.error.issues[0]?.path.join(".") ?? "";
  const detail = `the table's item of camera ${String(id)}${path === "" ? "" : `: ${path}`}`;
  throw new Failure("registry-unreachable", { detail });
}
