import { startCamera } from "../camera/index.ts";
import type { Bucket } from "./aws/bucket.ts";
import type { Happenings } from "./happenings.ts";
import { type PluggableCamera, startPluggable } from "./pluggable-camera.ts";
import type { SignalingService } from "./signaling-service/index.ts";
import type { VirtualCamera } from "./virtual-cameras.ts";

/** What a camera is connected to. */
export interface Surroundings {
  readonly signaling: Pick<SignalingService, "region" | "credentials" | "controlPlaneUrl">;
  /** Where it puts its pictures. */
  readonly bucket: Pick<Bucket, "name" | "url">;
  readonly happenings: Happenings;
}

/** Plugs a virtual camera in. Resolves when it is connected. */
export function plugIn(
  camera: VirtualCamera,
  { signaling: { region, credentials, controlPlaneUrl }, bucket, happenings }: Surroundings,
): Promise<PluggableCamera> {
  return startPluggable(
    camera,
    (behaviour) =>
      startCamera({
        channelName: camera.id,
        camera,
        region,
        credentials,
        controlPlaneUrl,
        behaviour,
        snapshots: { bucket: bucket.name, endpoint: bucket.url },
        onEvent: (event) => happenings.emit("camera", event),
      }),
    (manner) => happenings.emit("manner", { cameraId: camera.id, manner }),
  );
}
