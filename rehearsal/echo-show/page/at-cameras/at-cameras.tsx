import type { ComponentChildren } from "preact";
import type { EchoShowState, RehearsedCamera } from "../../state.ts";
import { ring, setAtCamera } from "../api.ts";
import { BellIcon, MotionIcon, NeighbourIcon, PlugIcon } from "../icons.tsx";
import { useCalls } from "../use-calls.ts";

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
  const { id, name, doorbell, registered, unplugged, moving, shared } = camera;
  const dead = unplugged || !registered;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot be laid out beside its buttons.
    <div class="camera-row" role="group" aria-labelledby={`at-${id}`}>
      <h3 id={`at-${id}`}>{name}</h3>
      <div class="camera-actions">
        {doorbell && (
          <Action testid={`ring-${id}`} disabled={dead} onPress={() => ring(id)} onProblem={onProblem}>
            <BellIcon />
            Ring
          </Action>
        )}
        <Action
          testid={`motion-${id}`}
          disabled={dead}
          active={moving}
          onPress={() => setAtCamera(id, "motion", !moving)}
          onProblem={onProblem}
        >
          <MotionIcon />
          {moving ? "Motion ends" : "Motion begins"}
        </Action>
        <Action
          testid={`power-${id}`}
          disabled={!registered}
          active={unplugged}
          onPress={() => setAtCamera(id, "power", unplugged)}
          onProblem={onProblem}
        >
          <PlugIcon />
          {unplugged ? "Plug in" : "Unplug"}
        </Action>
        <Action
          testid={`share-${id}`}
          disabled={!registered}
          active={shared}
          onPress={() => setAtCamera(id, "shared", !shared)}
          onProblem={onProblem}
        >
          <NeighbourIcon />
          {shared ? "Unshare" : "Share with the neighbour"}
        </Action>
      </div>
      {!registered && (
        <p class="camera-missing" data-testid={`missing-${id}`}>
          not in the registry any more: <code>npx camera-skill cameras add {id} …</code>
        </p>
      )}
    </div>
  );
}

interface ActionProps {
  readonly testid: string;
  readonly disabled?: boolean;
  /** Whether it would end something that goes on. */
  readonly active?: boolean;
  readonly onPress: () => Promise<void>;
  readonly onProblem: (sentence: string) => void;
  readonly children: ComponentChildren;
}

function Action({ testid, disabled = false, active = false, onPress, onProblem, children }: ActionProps) {
  const { busy, run } = useCalls(onProblem);
  return (
    <button
      type="button"
      class={active ? "button button-active" : "button"}
      data-testid={testid}
      disabled={disabled}
      aria-busy={busy}
      onClick={() => run(onPress)}
    >
      {children}
    </button>
  );
}
