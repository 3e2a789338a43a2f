import { cameraCode } from "../../../../camera/media/barcode.ts";
import type { Device } from "../../state.ts";
import { CameraIcon, DoorbellIcon } from "../icons.tsx";

const healthWords = { OK: "Ready", UNREACHABLE: "Not reachable", UNKNOWN: "Health unknown" } as const;
const kindWords = { camera: "Camera", doorbell: "Doorbell" } as const;
/** As many grounds as the pictures of the virtual cameras have, in their order. */
const GROUNDS = 6;

interface TileProps {
  readonly device: Device;
  /** Whose firmware it has, when that is not our own. */
  readonly firmware: string | undefined;
  /** Whether the keyboard comes back to it when a view is over. */
  readonly takesFocus: boolean;
  readonly disabled: boolean;
  readonly onPress: () => void;
}

/** A camera on the home screen, in the colour of its picture. */
export function Tile({ device, firmware, takesFocus, disabled, onPress }: TileProps) {
  const { id, name, kind, health } = device;
  return (
    <button
      type="button"
      class={`tile tile-ground-${cameraCode(id) % GROUNDS}`}
      data-testid={`tile-${id}`}
      data-takes-focus={takesFocus || undefined}
      disabled={disabled}
      onClick={onPress}
    >
      <span class="tile-icon">{kind === "doorbell" ? <DoorbellIcon /> : <CameraIcon />}</span>
      <span class="tile-name">{name}</span>
      <span class="tile-line">
        <span class={`health health-${health.toLowerCase()}`}>{healthWords[health]}</span>
        <span>{kindWords[kind]}</span>
        {firmware !== undefined && <span>{firmware}</span>}
      </span>
    </button>
  );
}
