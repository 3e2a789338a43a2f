import { isDeepStrictEqual } from "node:util";
import * as z from "zod/mini";
import { type CameraRecord, cameraRecordSchema } from "../../protocol/camera-record.ts";
import { WrongUsage } from "../wrong-usage.ts";

/** Fields of a camera as someone has typed or tagged them; not checked yet. */
export type GivenFields = { readonly [Field in keyof Omit<CameraRecord, "id">]?: unknown } & {
  readonly owners?: readonly string[];
};

/** What a camera is to become, and what that changes. */
export interface Plan {
  readonly record: CameraRecord;
  readonly outcome: "added" | "changed" | "unchanged";
  /** Which fields change, where it is there already. */
  readonly changes: readonly (keyof CameraRecord)[];
}

/** Fields that a camera has without anybody saying so. Alexa's app shows the last two as who made it. */
const unlessGiven = {
  talk: false,
  manufacturer: "Kinesis Video Streams",
  model: "WebRTC camera",
};

const characters = "1 to 128 characters, not all blank, and no line break or other control character";
/** What each field must be. */
const mustBe: Readonly<Record<keyof CameraRecord, string>> = {
  id: "1 to 256 letters, digits, '_' or '-'",
  name: `what people call it, in ${characters}`,
  kind: "camera or doorbell",
  talk: "true or false",
  motion: "true or false",
  channelArn: "a signaling channel's ARN (arn:aws:kinesisvideo:<region>:<account>:channel/<name>/<creation time>)",
  owners: "users' ids as the account-linking provider has them, in 1 to 256 characters each",
  manufacturer: `its maker, in ${characters}`,
  model: `its model, in ${characters}`,
  serialNumber: characters,
  firmwareVersion: characters,
  signaling: "auto, alexa-offer or viewer",
  offerFormat: "json or sdp",
};

/** What a field is called where it was written. */
export type FieldNames = (field: keyof CameraRecord) => string;

/** The flag that a field is typed with. */
export const flagOf: FieldNames = (field) => {
  if (field === "id") return "the id";
  return field === "owners" ? "--owner" : `--${hyphenated(field)}`;
};

/** "serialNumber" as "serial-number". */
export function hyphenated(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** A camera's fields are missing or wrong, in words for people. */
export class WrongFields extends WrongUsage {
  override readonly name: string = "WrongFields";
}

/**
 * What the camera becomes by the fields given: on a camera that is there they come over its own, and owners are added
 * to those it has.
 * @throws {WrongFields} that says what to type, for every field that is wrong.
 */
export function planOf(
  id: string,
  existing: CameraRecord | undefined,
  given: GivenFields,
  nameOf: FieldNames = flagOf,
): Plan {
  refuseWildcard(given.owners ?? []);
  const owners = [...new Set([...(existing?.owners ?? []), ...(given.owners ?? [])])];
  const fields = { ...(existing ?? unlessGiven), ...given, id, owners };
  const parsed = z.safeParse(cameraRecordSchema, fields);
  if (!parsed.success) throw new WrongFields(describeProblems(fields, parsed.error, nameOf));
  const record = parsed.data;
  if (existing === undefined) return { record, outcome: "added", changes: [] };
  const names = Object.keys(record) as (keyof CameraRecord)[];
  const changes = names.filter((name) => !isDeepStrictEqual(record[name], existing[name]));
  return { record, outcome: changes.length === 0 ? "unchanged" : "changed", changes };
}

/**
 * Nobody's id is `*`, so a camera of that owner would be nobody's.
 * @throws {WrongFields}
 */
export function refuseWildcard(userIds: readonly string[]): void {
  if (userIds.includes("*")) throw new WrongFields("there is no wildcard: name each user who is to have the camera");
}

/**
 * Checks what can be checked before there is a channel.
 * @throws {WrongFields} as {@link planOf} does.
 */
export function checkFields(id: string, existing: CameraRecord | undefined, given: GivenFields): void {
  planOf(id, existing, { channelArn: "arn:aws:kinesisvideo:us-east-1:000000000000:channel/x/0", ...given });
}

function describeProblems(
  fields: Readonly<Record<string, unknown>>,
  error: z.core.$ZodError,
  nameOf: FieldNames,
): string {
  const wrong = [...new Set(error.issues.map(({ path }) => path[0] as keyof CameraRecord))];
  return wrong
    .map((field) => {
      const isMissing = fields[field] === undefined || (field === "owners" && (fields.owners as string[]).length === 0);
      return isMissing ? `${nameOf(field)} is missing: ${mustBe[field]}` : `${nameOf(field)} must be ${mustBe[field]}`;
    })
    .join("; ");
}
