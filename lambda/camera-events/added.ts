import type { CameraEventOf } from "../../protocol/camera-events/envelope.ts";
import { cameraAnnounced } from "./announce.ts";
import type { HappeningHandler } from "./happening.ts";
import { noticePicture } from "./picture.ts";

/** A camera that was registered, or that one more user has, is announced with the picture that was there before it. */
export const cameraAdded: HappeningHandler<CameraEventOf<"Camera Added">> = async (happening, dependencies, signal) => {
  await noticePicture(happening.record, dependencies, signal);
  await cameraAnnounced(happening, dependencies, signal);
};
