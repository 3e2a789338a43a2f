import { cameraCode } from "../../../../camera/media/barcode.ts";
import type { Device } from "../../state.ts";
import { picturePath } from "../api.ts";
import { CameraIcon, DoorbellIcon } from "../icons.tsx";
import { formatAge } from "../units.ts";
import { HealthLight } from "./health-light.tsx";

const kindWords = { camera: "Camera", doorbell: "Doorbell" } as const;
/** As many grounds as the pictures of the virtual cameras have, in their order. */
const GROUNDS = 6;

interface TileProps {
  readonly device: Device;
  /** Whose firmware it has, when that is not our own. */
  readonly firmware: string | undefined;
  /** In epoch milliseconds. */
  readonly now: number;
  /** Whether the keyboard comes back to it when a view is over. */
  readonly takesFocus: boolean;
  readonly disabled: boolean;
  readonly onPress: () => void;
}

/** A camera on the home screen: over the picture that Alexa has of it, or else in that picture's colour. */
export function Tile({ device, firmware, now, takesFocus, disabled, onPress }: TileProps) {
  const { id, name, kind, health, motion, picturedAt } = device;
  return (
    <button
      type="button"
      class={`tile tile-ground-${cameraCode(id) % GROUNDS}`}
      data-testid={`tile-${id}`}
      data-takes-focus={takesFocus || undefined}
      disabled={disabled}
      onClick={onPress}
    >
      {picturedAt === undefined ? (
        <span class="tile-icon">{kind === "doorbell" ? <DoorbellIcon /> : <CameraIcon />}</span>
      ) : (
        <img
          class={health === "UNREACHABLE" ? "tile-picture tile-picture-old" : "tile-picture"}
          src={picturePath(id, picturedAt)}
          alt=""
        />
      )}
      {motion && <span class="tile-motion">Motion</span>}
      <span class="tile-name">{name}</span>
      <span class="tile-line">
        <HealthLight health={health} />
        {picturedAt !== undefined && <span class="tile-age">{formatAge(now - picturedAt)}</span>}
        <span>{kindWords[kind]}</span>
        {firmware !== undefined && <span>{firmware}</span>}
      </span>
    </button>
  );
}
