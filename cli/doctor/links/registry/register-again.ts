import * as z from "zod/mini";
import { type CameraRecord, cameraRecordSchema } from "../../../../protocol/camera-record.ts";
import { parseChannelArn } from "../../../../protocol/signaling/channel-arn.ts";
import { hyphenated } from "../../../cameras/fields.ts";
import type { Patient } from "../../patient.ts";
import { readChannel } from "../../reads/channel.ts";
import type { IllegalItem, Items } from "../../reads/item.ts";
import { readPlace } from "../../reads/place.ts";
import { readRealUsers } from "../../reads/real-users.ts";
import { inWords } from "./words.ts";

/** How a camera that is none is registered again. */
export interface Again {
  readonly id: string;
  /** The words behind `camera-skill cameras`. */
  readonly add: readonly string[];
  /** Whether the record names no channel that could stay. */
  readonly makesChannel: boolean;
}

/** A camera's id that is legal and nobody's, and like another one. */
export function freeId(id: string, taken: ReadonlySet<string>): string {
  const legal =
    id
      .replaceAll(/[^A-Za-z0-9_-]+/g, "-")
      .replaceAll(/^-+|-+$/g, "")
      .slice(0, 200) || "camera";
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? legal : `${legal}-${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}

/**
 * The words that register again what an illegal item says, as far as it is right; undefined where kind or owners cannot
 * be told of it.
 */
export async function wordsToAdd(patient: Patient, items: Items, item: IllegalItem): Promise<Again | undefined> {
  const { fields } = item;
  const isLegalId = cameraRecordSchema.shape.id.safeParse(item.id).success;
  const id = isLegalId ? item.id : freeId(item.id, items.takenIds);
  const kind = legal("kind", String(fields.kind).trim().toLowerCase());
  const owners = legal("owners", fields.owners) ?? (await onlyUser(patient));
  if (kind === undefined || owners === undefined) return undefined;
  const channelArn = await channelThatStays(patient, items, fields.channelArn);
  const add = [
    ...["add", id, "--name", legal("name", fields.name) ?? inWords(id), "--kind", kind],
    ...owners.flatMap((owner) => ["--owner", owner]),
    ...(fields.talk === true ? ["--talk"] : []),
    ...(fields.motion === true ? ["--motion"] : []),
    ...textFields.flatMap((field) => flagOf(field, fields[field])),
    ...(channelArn === undefined ? [] : ["--channel-arn", channelArn]),
    // The id was on another channel only where it was this very camera.
    ...(isLegalId ? ["--reuse-id"] : []),
  ];
  return { id, add, makesChannel: channelArn === undefined };
}

const textFields = ["manufacturer", "model", "serialNumber", "firmwareVersion", "signaling", "offerFormat"] as const;

function flagOf(field: (typeof textFields)[number], value: unknown): string[] {
  const text = value === undefined ? undefined : legal(field, value);
  return text === undefined ? [] : [`--${hyphenated(field)}`, text];
}

function legal<Field extends keyof CameraRecord>(field: Field, value: unknown): CameraRecord[Field] | undefined {
  return z.safeParse(cameraRecordSchema.shape[field], value).data as CameraRecord[Field] | undefined;
}

async function onlyUser(patient: Patient): Promise<string[] | undefined> {
  const users = await patient.read(readRealUsers);
  return users.length === 1 ? [...users] : undefined;
}

/** The ARN that is written, where there is such a channel, in the skill's own account, and it is no other camera's. */
async function channelThatStays(patient: Patient, { legal: cameras }: Items, written: unknown) {
  const channelArn = legal("channelArn", written);
  if (channelArn === undefined || cameras.some(({ record }) => record.channelArn === channelArn)) return undefined;
  const { stack } = await patient.read(readPlace);
  if (stack !== undefined && parseChannelArn(channelArn).accountId !== stack.accountId) return undefined;
  return (await patient.readOf({ id: channelArn, channelArn }, readChannel)) && channelArn;
}
