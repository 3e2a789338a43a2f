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
            <HealthLight health={health} />
            <span>shared with them</span>
          </li>
        ))}
        {others.map(({ id, name, answer }) => (
          <li key={id} class="neighbour-other" data-testid={`neighbour-without-${id}`}>
            <strong>{name}</strong>
            {answer === "answered" ? (
              <span class="neighbour-leak">The skill answered a stranger: that must not be.</span>
            ) : (
              <span>
                not known
                {answer !== undefined && (
                  <>
                    , and asked for it the skill says <code>{answer}</code>
                  </>
                )}
              </span>
            )}
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
