import type { EchoShowState } from "../../state.ts";
import { setSkillEnabled } from "../api.ts";
import { useCalls } from "../use-calls.ts";

interface AccountProps {
  readonly state: EchoShowState | undefined;
  readonly onProblem: (sentence: string) => void;
}

/** Whether the household has the skill, and the way there and back. */
export function Account({ state, onProblem }: AccountProps) {
  const { busy, run } = useCalls(onProblem);
  const enabled = state?.enabled ?? true;
  return (
    <section class="card account" aria-labelledby="account-title">
      <div class="card-head">
        <h2 id="account-title">The account</h2>
        <span class={`outcome ${enabled ? "outcome-good" : "outcome-bad"}`} data-testid="account-state">
          {enabled ? "enabled and linked" : "disabled"}
        </span>
      </div>
      <p role="status">
        {enabled
          ? "The skill is enabled. Alexa has an access token, which goes into every directive, and the skill has a grant, with which it sends events."
          : "The skill is disabled. Alexa has forgotten its cameras and the tokens are revoked; the skill has deleted its grants, and what happens at the cameras reaches nobody here."}
      </p>
      <button
        type="button"
        class="button"
        data-testid="skill"
        aria-busy={busy}
        onClick={() => run(() => setSkillEnabled(!enabled))}
      >
        {enabled ? "Disable skill" : "Enable and link again"}
      </button>
      <p class="fine-print">
        {enabled
          ? "Alexa then revokes the tokens and sends SkillDisabled. Unlinking the account is the same to a skill: Alexa knows no other way to take a link back, and has no event for it."
          : "That is: account linking by Login with Amazon, AcceptGrant, the events SkillEnabled and SkillAccountLinked, and Discover."}
      </p>
      {state && (
        <p class="fine-print">
          The household’s user id, as an owner in the registry: <code>{state.userId}</code>
        </p>
      )}
    </section>
  );
}
