import { OWN_MANNER } from "../../../manners/report.ts";
import { showPhrase } from "../../phrases.ts";
import type { Device, EchoShowState } from "../../state.ts";
import { missingSupport } from "../echo/support.ts";
import { RefreshIcon } from "../icons.tsx";
import { HomeClock } from "./home-clock.tsx";
import { Tile } from "./tile.tsx";
import { useSlowNow } from "./use-slow-now.ts";

/** As many cameras as have room for large tiles. */
const FEW = 3;

interface HomeProps {
  readonly state: EchoShowState | undefined;
  /** The camera that was on the screen before. */
  readonly lastShown: string | undefined;
  readonly onShow: (device: Device, phrase: string) => void;
  readonly onDiscover: () => void;
  /** Whether the skill is being asked for its devices. */
  readonly discovering: boolean;
  /** Whether Alexa's words lie where the notice would be. */
  readonly remarked: boolean;
}

/** The screen at rest: the time, and the cameras that Alexa knows. */
export function Home({ state, lastShown, onShow, onDiscover, discovering, remarked }: HomeProps) {
  const devices = state?.devices ?? [];
  const missing = missingSupport();
  const now = useSlowNow();
  const notice = missing ?? noticeOf(state);
  return (
    <div class="home">
      <div class="home-top">
        <div>
          <HomeClock />
          <p class="home-motion" role="status" data-testid="home-motion">
            {motionLine(devices)}
          </p>
        </div>
        <button type="button" class="glass-button" onClick={onDiscover} disabled={!state}>
          <RefreshIcon />
          {discovering ? "Discovering…" : "Discover"}
        </button>
      </div>
      {notice !== undefined && !remarked && <p class="home-notice">{notice}</p>}
      <ul class={`tiles ${devices.length > FEW ? "tiles-many" : ""}`} aria-label="Cameras">
        {devices.map((device) => (
          <li key={device.id}>
            <Tile
              device={device}
              firmware={otherFirmware(state, device)}
              now={now}
              takesFocus={device.id === lastShown}
              disabled={missing !== undefined}
              onPress={() => onShow(device, showPhrase(device.name))}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Alexa's quiet announcement. */
function motionLine(devices: readonly Device[]): string {
  const names = devices.filter(({ motion }) => motion).map(({ name }) => name);
  return names.length === 0 ? "" : `Motion at ${names.join(" and ")}`;
}

function otherFirmware(state: EchoShowState | undefined, device: Device): string | undefined {
  const manner = state?.cameras.find(({ id }) => id === device.id)?.manner;
  return manner?.name === OWN_MANNER ? undefined : manner?.title;
}

function noticeOf(state: EchoShowState | undefined): string | undefined {
  if (!state) return "Starting…";
  if (!state.enabled) return "The skill is disabled in the Alexa app, so Alexa knows none of its cameras.";
  if (state.discoveryFailure !== undefined) return `The last discovery failed: ${state.discoveryFailure}`;
  return state.devices.length === 0 ? "Alexa found no devices: this account has no camera." : undefined;
}
