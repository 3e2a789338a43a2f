import * as z from "zod/mini";
import { type CameraRecord, cameraRecordSchema } from "../../../protocol/camera-record.ts";
import type { IllegalItem } from "./item.ts";

/** A record as the table has it: what a later version of the skill writes may have more. */
const looseRecordSchema = z.object(cameraRecordSchema.shape);

/**
 * A camera's record, or what is wrong with it, field by field.
 * @param schema one of {@link recordIn}.
 */
export function legalRecord(
  record: unknown,
  schema: typeof cameraRecordSchema | typeof looseRecordSchema,
): { readonly record: CameraRecord } | Pick<IllegalItem, "wrong"> {
  const parsed = z.safeParse(schema, record);
  return parsed.success ? { record: parsed.data } : { wrong: parsed.error.issues.map(problemOf) };
}

/** The schemas of a record by where it stands. */
export const recordIn = { table: looseRecordSchema, file: cameraRecordSchema } as const;

function problemOf({ path, code, message, ...issue }: z.core.$ZodIssue): IllegalItem["wrong"][number] {
  if (code === "unrecognized_keys") {
    const { keys } = issue as { readonly keys?: readonly string[] };
    return { field: keys?.[0] ?? "", says: "is no field of a camera" };
  }
  if (path.length === 0) return { field: "", says: "" };
  const field = String(path[0]);
  // The record's own words where it has some; they quote no value.
  return { field, says: /^invalid/i.test(message) ? "is missing or wrong" : message };
}
