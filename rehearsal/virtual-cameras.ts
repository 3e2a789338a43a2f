import type { CameraRecordInput } from "../protocol/camera-record.ts";

/** A camera of the rehearsal, before it has a channel and an owner. */
export type VirtualCamera = Pick<CameraRecordInput, "id" | "name" | "kind" | "talk">;

/** The cameras of a fresh rehearsal: a doorbell with two-way talk, and a camera without a speaker. */
export const virtualCameras: readonly VirtualCamera[] = [
  { id: "front-door", name: "Front Door", kind: "doorbell", talk: true },
  { id: "garden", name: "Garden", kind: "camera", talk: false },
];

/** Writes a virtual camera down as the skill's registry wants it. */
export function recordOf(camera: VirtualCamera, channelArn: string, owner: string): CameraRecordInput {
  return {
    ...camera,
    channelArn,
    owners: [owner],
    manufacturer: "Rehearsal",
    model: "Virtual camera",
    motion: true,
  };
}

/** Finds a camera by what a person types: its id or its name, in any case, words apart or hyphenated. */
export function findCamera<Camera extends { id: string; name: string }>(
  cameras: readonly Camera[],
  typed: string,
): Camera | undefined {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]+/g, "");
  return cameras.find((camera) => [camera.id, camera.name].some((known) => plain(known) === plain(typed)));
}

/** "Front Door (doorbell)". */
export function describeCamera(camera: VirtualCamera): string {
  return `${camera.name} (${camera.kind})`;
}
