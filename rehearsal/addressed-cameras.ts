import { InvalidBehaviour } from "./signaling-service/behaviours/invalid-behaviour.ts";
import { closest } from "./signaling-service/closest.ts";
import { findCamera } from "./virtual-cameras.ts";

/**
 * The cameras that something typed is for: the one that stands behind its `@`, or all of them where none does.
 * @throws {InvalidBehaviour} that says which cameras there are, or which was meant.
 */
export function addressedCameras<Camera extends { id: string; name: string }>(
  typed: string | undefined,
  cameras: readonly Camera[],
): readonly Camera[] {
  if (typed === undefined) return cameras;
  const camera = findCamera(cameras, typed);
  if (camera !== undefined) return [camera];
  const ids = cameras.map(({ id }) => id);
  const meant = closest(typed, ids);
  const choice = meant === undefined ? `there are: ${ids.join(", ")}` : `did you mean ${meant}?`;
  throw new InvalidBehaviour(`there is no camera "${typed}"; ${choice}`);
}
