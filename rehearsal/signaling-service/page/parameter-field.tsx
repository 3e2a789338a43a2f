import { useId } from "preact/hooks";
import type { BehaviourKindReport } from "../admin/report.ts";

interface ParameterFieldProps {
  readonly parameter: BehaviourKindReport["parameters"][number];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A field for one parameter of a behaviour, with what it is for. */
export function ParameterField({ parameter, value, onChange }: ParameterFieldProps) {
  const { name, summary, type, required, choices, default: preset } = parameter;
  const id = useId();
  const hint = `${id}-hint`;
  const common = { id, required, value, "aria-describedby": hint };
  const empty = required ? "" : String(preset ?? meaningOfEmpty(summary));
  return (
    <div class="field">
      <label for={id}>{name}</label>
      {choices === undefined ? (
        <input
          {...common}
          type="text"
          inputMode={type === "number" ? "decimal" : "text"}
          autocomplete="off"
          spellcheck={false}
          placeholder={empty}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      ) : (
        <select {...common} onChange={(event) => onChange(event.currentTarget.value)}>
          <option value="">{required ? "choose one" : empty}</option>
          {choices
            .filter((choice) => choice !== preset)
            .map((choice) => (
              <option key={choice}>{choice}</option>
            ))}
        </select>
      )}
      <span id={hint} class="hint">
        {summary}
      </span>
    </div>
  );
}

/** A summary ends in what counts when nothing is given, such as "; all operations when left out". */
function meaningOfEmpty(summary: string): string {
  return /([^;,]+) when left out/.exec(summary)?.[1]?.trim() ?? "";
}
