import { type CameraRecordInput, cameraRecordSchema } from "../protocol/camera-record.ts";
import { addressedCameras } from "./addressed-cameras.ts";
import { findKind } from "./signaling-service/behaviours/named-kind.ts";
import { parseSpecification } from "./signaling-service/behaviours/specification.ts";
import type { VirtualCamera } from "./virtual-cameras.ts";

/** What a camera's record may say of its signaling. */
const ways = cameraRecordSchema.shape.signaling.def.innerType.options.map((name) => ({ name }));

/**
 * Reads how cameras are asked, such as `viewer@garden`, or `alexa-offer` for every camera. Later choices count.
 * @returns what the record of each camera says, by id.
 * @throws {InvalidBehaviour} in words for who typed it.
 */
export function chooseSignaling(
  texts: readonly string[],
  cameras: readonly VirtualCamera[],
): ReadonlyMap<string, CameraRecordInput["signaling"]> {
  const chosen = new Map<string, CameraRecordInput["signaling"]>();
  for (const text of texts) {
    const { behaviour, channelName } = parseSpecification(text, () => undefined);
    const { name } = findKind(ways, behaviour, "signaling");
    for (const { id } of addressedCameras(channelName, cameras)) chosen.set(id, name);
  }
  return chosen;
}
