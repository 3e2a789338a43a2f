import type { CameraLink } from "../../link.ts";

/** One camera, from its channel to its picture. */
export const cameraLinks: readonly CameraLink[] = [];
