import { cameraRecordSchema } from "../protocol/camera-record.ts";
import { InvalidBehaviour } from "./signaling-service/behaviours/invalid-behaviour.ts";
import { closest } from "./signaling-service/closest.ts";
import { findCamera, type VirtualCamera } from "./virtual-cameras.ts";

/** The ways that a camera's record may name. */
const ways = cameraRecordSchema.shape.signaling.def.innerType.options;
type Signaling = (typeof ways)[number];

/**
 * Reads how cameras are asked, such as `viewer@garden`, or `alexa-offer` for every camera. Later choices count.
 * @returns what the record of each camera says, by id.
 * @throws {InvalidBehaviour} in words for who typed it.
 */
export function chooseSignaling(
  texts: readonly string[],
  cameras: readonly VirtualCamera[],
): ReadonlyMap<string, Signaling> {
  const chosen = new Map<string, Signaling>();
  for (const text of texts) {
    const [name = "", typed] = text.split(/@(.*)/);
    const way = ways.find((each) => each === name);
    if (way === undefined) {
      const meant = closest(name, ways);
      const choice = meant === undefined ? `there are: ${ways.join(", ")}` : `did you mean ${meant}?`;
      throw new InvalidBehaviour(`there is no signaling "${name}"; ${choice}`);
    }
    const camera = typed === undefined ? undefined : findCamera(cameras, typed);
    if (typed !== undefined && camera === undefined) {
      throw new InvalidBehaviour(`there is no camera "${typed}"; there are: ${cameras.map(({ id }) => id).join(", ")}`);
    }
    for (const { id } of camera === undefined ? cameras : [camera]) chosen.set(id, way);
  }
  return chosen;
}
