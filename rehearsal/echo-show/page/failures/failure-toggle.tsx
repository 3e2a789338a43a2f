import type { FailureSwitch } from "../../state.ts";

interface FailureToggleProps {
  readonly failure: FailureSwitch;
  readonly onChange: (failure: FailureSwitch) => void;
}

/** One switch with what it does. */
export function FailureToggle({ failure, onChange }: FailureToggleProps) {
  const { name, title, sentence, on } = failure;
  return (
    <button
      type="button"
      class="failure-toggle"
      role="switch"
      aria-checked={on}
      aria-labelledby={`switch-${name}-title`}
      aria-describedby={`switch-${name}-sentence`}
      data-testid={`switch-${name}`}
      onClick={() => onChange(failure)}
    >
      <span class="toggle" aria-hidden="true" />
      <span class="failure-text">
        <span class="failure-title" id={`switch-${name}-title`}>
          {title}
        </span>
        <span class="failure-sentence" id={`switch-${name}-sentence`}>
          {sentence}
        </span>
      </span>
    </button>
  );
}
