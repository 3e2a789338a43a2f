import type { ComponentChildren } from "preact";
import type { EchoShowState, RehearsedCamera } from "../../state.ts";
import { ring, setAtCamera } from "../api.ts";
import { BellIcon, MotionIcon, NeighbourIcon, PlugIcon } from "../icons.tsx";
import { useOneAtATime } from "../use-one-at-a-time.ts";

interface AtCamerasProps {
  readonly state: EchoShowState | undefined;
  readonly onProblem: (sentence: string) => void;
}

/** What can happen at the cameras themselves, without anybody asking for them. */
export function AtCameras({ state, onProblem }: AtCamerasProps) {
  return (
    <section class="card at-cameras" aria-labelledby="at-cameras-title">
      <div class="card-head">
        <h2 id="at-cameras-title">At the cameras</h2>
        <p>let something happen there, and see what Alexa does</p>
      </div>
      <ul class="camera-rows">
        {state?.cameras.map((camera) => (
          <li key={camera.id}>
            <CameraRow camera={camera} onProblem={onProblem} />
          </li>
        ))}
      </ul>
      <p class="fine-print">
        Each becomes an event on EventBridge; the function <code>camera-events</code> takes it there and tells Alexa’s
        event gateway, which tells Alexa: what crossed is listed under “What the skill told Alexa”.
      </p>
    </section>
  );
}

interface CameraRowProps {
  readonly camera: RehearsedCamera;
  readonly onProblem: (sentence: string) => void;
}

function CameraRow({ camera, onProblem }: CameraRowProps) {
  const { id, name, doorbell, unplugged, moving, shared } = camera;
  const { busy, run } = useOneAtATime(onProblem);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot be laid out beside its buttons.
    <div class="camera-row" role="group" aria-labelledby={`at-${id}`} aria-busy={busy}>
      <h3 id={`at-${id}`}>{name}</h3>
      <div class="camera-actions">
        {doorbell && (
          <Action testid={`ring-${id}`} disabled={unplugged} onPress={() => run(() => ring(id))}>
            <BellIcon />
            Ring
          </Action>
        )}
        <Action
          testid={`motion-${id}`}
          disabled={unplugged}
          active={moving}
          onPress={() => run(() => setAtCamera(id, "motion", !moving))}
        >
          <MotionIcon />
          {moving ? "Motion ends" : "Motion begins"}
        </Action>
        <Action
          testid={`power-${id}`}
          active={unplugged}
          onPress={() => run(() => setAtCamera(id, "power", unplugged))}
        >
          <PlugIcon />
          {unplugged ? "Plug in" : "Unplug"}
        </Action>
        <Action testid={`share-${id}`} active={shared} onPress={() => run(() => setAtCamera(id, "shared", !shared))}>
          <NeighbourIcon />
          {shared ? "Unshare" : "Share with the neighbour"}
        </Action>
      </div>
    </div>
  );
}

interface ActionProps {
  readonly testid: string;
  readonly disabled?: boolean;
  /** Whether it would end something that goes on. */
  readonly active?: boolean;
  readonly onPress: () => void;
  readonly children: ComponentChildren;
}

function Action({ testid, disabled = false, active = false, onPress, children }: ActionProps) {
  return (
    <button
      type="button"
      class={active ? "button button-active" : "button"}
      data-testid={testid}
      disabled={disabled}
      onClick={onPress}
    >
      {children}
    </button>
  );
}
