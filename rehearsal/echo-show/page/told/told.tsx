import { useState } from "preact/hooks";
import type { EchoShowState, ToldEvent } from "../../state.ts";
import { countOf, formatClock } from "../units.ts";
import { ToldDialog } from "./told-dialog.tsx";

/** What the skill told Alexa without being asked. */
export function Told({ state }: { readonly state: EchoShowState | undefined }) {
  const [opened, setOpened] = useState<ToldEvent>();
  const told = state?.told ?? [];
  return (
    <section class="card told" aria-labelledby="told-title">
      <div class="card-head">
        <h2 id="told-title">What the skill told Alexa</h2>
        <p>without being asked; press one to see the message</p>
      </div>
      {told.length === 0 ? (
        <p class="told-none">Nothing yet: ring the doorbell, for example.</p>
      ) : (
        <ol class="told-list" aria-label="Events, the latest first">
          {told.map((event) => (
            <li key={event.id}>
              <ToldRow event={event} onOpen={() => setOpened(event)} />
            </li>
          ))}
        </ol>
      )}
      {state && state.undelivered.length > 0 && <Undelivered letters={state.undelivered} />}
      {opened && <ToldDialog event={opened} onClose={() => setOpened(undefined)} />}
    </section>
  );
}

function ToldRow({ event, onOpen }: { readonly event: ToldEvent; readonly onOpen: () => void }) {
  const { at, name, cameras, summary, region, to } = event;
  return (
    <button type="button" class="told-row" data-testid={`told-${name}`} onClick={onOpen}>
      <span class="told-at">{formatClock(at)}</span>
      <span class="told-what">
        <span class="told-name">{name}</span>{" "}
        <span class="told-cameras">
          {cameras.join(", ")}: {summary}
        </span>
      </span>
      <span class="told-to">
        <span class="tag">
          <span class="heard-only">to the </span>
          {to}
        </span>
        <span class="tag">
          <span class="heard-only">in region </span>
          {region}
        </span>
      </span>
    </button>
  );
}

function Undelivered({ letters }: { readonly letters: EchoShowState["undelivered"] }) {
  return (
    <div class="undelivered" data-testid="undelivered">
      <h3>{countOf(letters.length, "event", "events")} in the dead-letter queue</h3>
      <ul>
        {letters.map(({ source, what, because }, index) => (
          // Letters only ever come to the end.
          <li key={index}>
            {what} of <code>{source}</code>: <code>{because}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}
