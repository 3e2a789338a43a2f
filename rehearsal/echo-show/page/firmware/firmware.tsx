import type { EchoShowState } from "../../state.ts";
import { setManner } from "../api.ts";

interface FirmwareProps {
  readonly state: EchoShowState | undefined;
  readonly onProblem: (sentence: string) => void;
}

/** Whose firmware each camera behaves like. */
export function Firmware({ state, onProblem }: FirmwareProps) {
  return (
    <section class="card firmware" aria-labelledby="firmware-title">
      <div class="card-head">
        <h2 id="firmware-title">Whose firmware</h2>
        <p>
          some firmware needs longer than Alexa waits, or sends its candidates late: choose one, and ask for that camera
        </p>
      </div>
      <div class="firmware-cameras">
        {state?.cameras.map(({ id, name, manner }) => (
          <div key={id} class="firmware-camera">
            <label for={`firmware-${id}`}>{name}</label>
            <select
              id={`firmware-${id}`}
              class="select"
              data-testid={`firmware-${id}`}
              aria-describedby={`firmware-${id}-sentence`}
              value={manner.name}
              onChange={({ currentTarget: { value } }) =>
                void setManner(id, value).catch((error: Error) => onProblem(error.message))
              }
            >
              {state.manners.map((each) => (
                <option key={each.name} value={each.name}>
                  {each.title}
                </option>
              ))}
            </select>
            <p id={`firmware-${id}-sentence`} data-testid={`firmware-${id}-sentence`}>
              {manner.sentence}
            </p>
          </div>
        ))}
      </div>
    </section>
  );
}
