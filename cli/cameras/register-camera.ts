import type { CameraRecord } from "../../protocol/camera-record.ts";
import type { Skill } from "./skill.ts";

/** Writes a camera into the registry, on a new channel too where it was on another one. */
export async function registerCamera(
  { catalogue }: Pick<Skill, "catalogue">,
  existing: CameraRecord | undefined,
  record: CameraRecord,
  { reuseId = false }: { readonly reuseId?: boolean } = {},
): Promise<"added" | "changed" | "unchanged"> {
  const hasMoved = existing !== undefined && existing.channelArn !== record.channelArn;
  // The catalogue takes an id on another channel for a mistake, unless it is told that the camera has moved.
  if (hasMoved) await catalogue.change(record.id, { channelArn: record.channelArn });
  const outcome = await catalogue.add(record, { reuseId });
  return hasMoved ? "changed" : outcome;
}
