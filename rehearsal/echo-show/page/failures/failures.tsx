import { useRef } from "preact/hooks";
import type { EchoShowState, FailureSwitch } from "../../state.ts";
import { setFailingCamera, setFailure } from "../api.ts";
import { FailureToggle } from "./failure-toggle.tsx";

const groups = [
  { group: "camera", title: "At the camera" },
  { group: "aws", title: "At AWS" },
  { group: "account", title: "With the account" },
] as const;

interface FailuresProps {
  readonly state: EchoShowState | undefined;
  readonly onProblem: (sentence: string) => void;
}

/** Switches that make things go wrong, where they do in real life. */
export function Failures({ state, onProblem }: FailuresProps) {
  const failures = state?.failures ?? [];
  const on = failures.filter((failure) => failure.on);
  const report = (error: Error) => onProblem(error.message);
  const change = (failure: FailureSwitch) => void setFailure(failure.name, !failure.on).catch(report);
  const heading = useRef<HTMLHeadingElement>(null);
  const setRight = () => {
    on.forEach(change);
    if (state?.failingCamera !== undefined) void setFailingCamera(null).catch(report);
    // The button goes with what went wrong, and the keyboard is not to go with it.
    heading.current?.focus({ preventScroll: true });
  };
  return (
    <section class="card failures" id="failures" aria-labelledby="failures-title">
      <div class="card-head">
        <h2 id="failures-title" ref={heading} tabIndex={-1}>
          Things that go wrong
        </h2>
        <p>switch one on, ask for a camera, and see what Alexa says and why</p>
        {on.length > 0 && (
          <button type="button" class="text-button" onClick={setRight}>
            Set everything right
          </button>
        )}
      </div>
      <div class="failure-groups">
        {groups.map(({ group, title }) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot be laid out beside its select.
          <div
            key={group}
            class={`failure-group failure-group-${group}`}
            role="group"
            aria-labelledby={`failures-${group}`}
          >
            <h3 id={`failures-${group}`}>{title}</h3>
            <div class="failure-switches">
              {failures
                .filter((failure) => failure.group === group)
                .map((failure) => (
                  <FailureToggle key={failure.name} failure={failure} onChange={change} />
                ))}
              {group === "camera" && <FailingCamera state={state} report={report} />}
            </div>
          </div>
        ))}
      </div>
      <p class="failures-note">
        A camera that gave no answer twice in a row, or of which was said that it is offline, is called{" "}
        <code>camera-offline</code>. A tile’s health is the last word on it: of a view, or of Camera Online and Offline.
      </p>
    </section>
  );
}

const EVERY = "";

function FailingCamera({ state, report }: { state: EchoShowState | undefined; report: (error: Error) => void }) {
  return (
    <label class="failing-camera">
      Which camera
      <select
        class="select"
        data-testid="failing-camera"
        value={state?.failingCamera ?? EVERY}
        onChange={({ currentTarget: { value } }) => void setFailingCamera(value === EVERY ? null : value).catch(report)}
      >
        <option value={EVERY}>Every camera</option>
        {state?.devices.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
