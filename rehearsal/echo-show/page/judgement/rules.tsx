import { ruleExplanations } from "../../../../protocol/sdp/explanations.ts";
import type { View } from "../../state.ts";

type Findings = View["offerFindings"];

const explanations: Readonly<Record<string, string>> = ruleExplanations;

/** The rules of SDP that the offer and the answer of a view break, by name. */
export function Rules({ view }: { readonly view: View | undefined }) {
  return (
    <section class="card rules" aria-labelledby="rules-title" data-testid="rules">
      <div class="card-head">
        <h2 id="rules-title">SDP rules</h2>
        <p>that the offer and the answer break</p>
      </div>
      <div class="rule-columns">
        <RuleList title="Offer" findings={view?.offerFindings ?? []} fate={view ? "there" : "awaited"} />
        <RuleList title="Answer" findings={view?.answerFindings ?? []} fate={fateOfAnswer(view)} />
      </div>
    </section>
  );
}

interface RuleListProps {
  readonly title: "Offer" | "Answer";
  readonly findings: Findings;
  readonly fate: Fate;
}

/** Whether there is anything to hold against the rules, or will be; `unjudged`: it came back, and Alexa had none of it. */
type Fate = "there" | "awaited" | "unjudged" | "never";

function RuleList({ title, findings, fate }: RuleListProps) {
  return (
    <div>
      <h3>{title}</h3>
      {findings.length === 0 && <p class="rule-none">{absence[fate](title.toLowerCase())}</p>}
      <ul>
        {findings.map(({ rule, severity, detail }, index) => (
          <li key={`${rule}-${index}`} class={`rule rule-${severity}`}>
            <code>{rule}</code> <span class="tag">{severity === "refuse" ? "refused" : "warning"}</span>
            {explanations[rule] !== undefined && <p>{explanations[rule]}</p>}
            {detail !== "" && <p class="rule-detail">{detail}</p>}
          </li>
        ))}
      </ul>
    </div>
  );
}

const absence: Readonly<Record<Fate, (what: string) => string>> = {
  there: (what) => `The ${what} breaks no rule.`,
  awaited: (what) => `There is no ${what} yet.`,
  unjudged: (what) => `The ${what} never reached Alexa; no rule is known that it breaks.`,
  never: (what) => `There was no ${what}.`,
};

function fateOfAnswer(view: View | undefined): Fate {
  if (view?.timeline.answerEvent !== undefined) return "there";
  if (view?.phase !== "failed" && view?.phase !== "ended") return "awaited";
  return view.timeline.answerBack === undefined ? "never" : "unjudged";
}
