import { addressedCameras } from "../addressed-cameras.ts";
import { InvalidBehaviour } from "../signaling-service/behaviours/invalid-behaviour.ts";
import { findKind } from "../signaling-service/behaviours/named-kind.ts";
import { parseSpecification, type Specification } from "../signaling-service/behaviours/specification.ts";
import { browserSdkKind } from "./browser-sdk.ts";
import { cSdkKind } from "./c-sdk.ts";
import { endlessTrickleKind } from "./endless-trickle.ts";
import type { FirmwareManner, MannerKind } from "./manner-kind.ts";
import { noneKind } from "./none.ts";
import { slowTrickleKind } from "./slow-trickle.ts";

/** Every manner that a rehearsed camera can have, its own first. A new one is a file of its own and a line here. */
export const mannerCatalogue: readonly MannerKind[] = [
  noneKind,
  cSdkKind,
  browserSdkKind,
  slowTrickleKind,
  endlessTrickleKind,
];

/** The manner of a camera that was given none. */
export const ownManner: FirmwareManner = noneKind.make({});

/** A manner, and the cameras that are to have it. */
export interface MannerChoice<Camera> {
  readonly manner: FirmwareManner;
  readonly cameras: readonly Camera[];
}

/**
 * Makes a manner of its text form, such as `c-sdk:7`.
 * @throws {InvalidBehaviour} in words for who typed it.
 */
export function parseManner(text: string): FirmwareManner {
  const { manner, camera } = read(text);
  if (camera !== undefined) throw new InvalidBehaviour(`${text}: a camera has no place here`);
  return manner;
}

/**
 * Reads what is asked for, such as `c-sdk:7@garden`, or `none` for every camera.
 * @throws {InvalidBehaviour} in words for who typed it.
 */
export function chooseManner<Camera extends { id: string; name: string }>(
  text: string,
  cameras: readonly Camera[],
): MannerChoice<Camera> {
  const { manner, camera } = read(text);
  return { manner, cameras: addressedCameras(camera, cameras) };
}

function read(text: string): { readonly manner: FirmwareManner; readonly camera: Specification["channelName"] } {
  const find = (name: string) => findKind(mannerCatalogue, name.toLowerCase(), "manner");
  const { behaviour, parameters, channelName } = parseSpecification(text, (typed) => {
    const { name, positional, describeParameters } = find(typed);
    if (describeParameters().length === 0) throw new InvalidBehaviour(`${name}: it takes no parameters`);
    return positional;
  });
  return { manner: find(behaviour).make(parameters), camera: channelName };
}
