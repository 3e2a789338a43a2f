import { verdictNames } from "../../../verdicts/verdict.ts";
import type { View } from "../../state.ts";

const marks = { passed: "✓", warned: "!", failed: "✕", pending: "·" } as const;
const pending = verdictNames.map((name) => ({ name, outcome: "pending", sentence: "Nothing to judge yet." }) as const);

/** The five verdicts that Amazon's Smart Home Debugger gives on a session. */
export function Verdicts({ view }: { readonly view: View | undefined }) {
  return (
    <section class="card verdicts" aria-labelledby="verdicts-title">
      <div class="card-head">
        <h2 id="verdicts-title">Verdicts</h2>
        <p>as Amazon's Smart Home Debugger for WebRTC judges a session</p>
      </div>
      <ul>
        {(view?.verdicts ?? pending).map(({ name, outcome, sentence }) => (
          <li key={name} class={`verdict verdict-${outcome}`} data-testid={`verdict-${name}`}>
            <h3>
              <span class="verdict-mark" aria-hidden="true">
                {marks[outcome]}
              </span>
              {name} <span class="verdict-outcome">{outcome}</span>
            </h3>
            <p>{sentence}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
