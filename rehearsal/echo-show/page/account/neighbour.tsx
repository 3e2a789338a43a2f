import type { EchoShowState } from "../../state.ts";
import { HealthLight } from "../device/health-light.tsx";

/** What somebody else's Alexa knows of these cameras, and what it is refused. */
export function Neighbour({ state }: { readonly state: EchoShowState | undefined }) {
  const { cameras = [], others = [] } = state?.neighbour ?? {};
  return (
    <section class="card neighbour" aria-labelledby="neighbour-title" data-testid="neighbour">
      <div class="card-head">
        <h2 id="neighbour-title">The neighbour’s Alexa</h2>
        <p>another user of the same skill, with an account of their own</p>
      </div>
      <ul class="neighbour-cameras">
        {cameras.map(({ id, name, health }) => (
          <li key={id} data-testid={`neighbour-${id}`}>
            <strong>{name}</strong>
            <span class="neighbour-shared">
              <HealthLight health={health} />
              <span>shared with them</span>
            </span>
          </li>
        ))}
        {others.map(({ id, name, answer }) => (
          <li key={id} class="neighbour-other" data-testid={`neighbour-without-${id}`}>
            <strong>{name}</strong>
            <Refusal answer={answer} />
          </li>
        ))}
      </ul>
      {state && (
        <p class="fine-print">
          Their user id, as an owner in the registry: <code>{state.neighbour.userId}</code>
        </p>
      )}
    </section>
  );
}

type Answer = EchoShowState["neighbour"]["others"][number]["answer"];

function Refusal({ answer }: { readonly answer: Answer }) {
  switch (answer?.outcome) {
    case "refused":
      return (
        <span>
          not known, and asked for it the skill says <code>{answer.type}</code>
        </span>
      );
    case "remembered":
      return <span>not known; for up to a minute the skill may still answer</span>;
    case "answered":
      return <span class="neighbour-leak">not theirs, and the skill answered: that must not be</span>;
    default:
      return <span>not known</span>;
  }
}
