import { type CameraEvent, startCamera } from "../../../camera/index.ts";
import type { Happenings } from "../../happenings.ts";
import { createTurns } from "../../in-turn.ts";
import { ownManner } from "../../manners/catalogue.ts";
import { type PluggableCamera, startPluggable } from "../../pluggable-camera.ts";
import type { SignalingService } from "../../signaling-service/index.ts";
import type { VirtualCamera } from "../../virtual-cameras.ts";

/** The camera of an account's owner: a doorbell with two-way talk. */
export interface AccountCamera extends Pick<PluggableCamera, "camera" | "setManner" | "plugIn" | "unplug" | "stop"> {}

/** What the camera is connected to. */
export interface AccountCameraOptions {
  readonly signaling: Pick<SignalingService, "region" | "credentials" | "controlPlaneUrl">;
  readonly happenings: Happenings;
}

const camera: VirtualCamera = { id: "front-door", name: "Front Door", kind: "doorbell", talk: true };

/** Makes the camera, which has no power yet. It finds or makes its channel each time that it is plugged in. */
export function createAccountCamera({ signaling, happenings }: AccountCameraOptions): AccountCamera {
  const { region, credentials, controlPlaneUrl } = signaling;
  const onEvent = (event: CameraEvent) => void happenings.emit("camera", event);
  const inTurn = createTurns();
  let firmware = ownManner;
  let pluggable: PluggableCamera | undefined;
  const unplug = () => inTurn(async () => pluggable?.unplug());
  return {
    camera,
    setManner(manner) {
      firmware = manner;
      pluggable?.setManner(manner);
    },
    plugIn: () =>
      inTurn(async () => {
        if (pluggable !== undefined) return pluggable.plugIn();
        pluggable = await startPluggable(camera, (behaviour) =>
          startCamera({ camera, channelName: camera.id, region, credentials, controlPlaneUrl, behaviour, onEvent }),
        );
        pluggable.setManner(firmware);
      }),
    unplug,
    stop: unplug,
  };
}
