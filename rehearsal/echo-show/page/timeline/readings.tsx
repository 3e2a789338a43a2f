import { ALEXA_ANSWER_LIMIT_MILLISECONDS } from "../../../view/timeline.ts";
import type { View } from "../../state.ts";
import { formatDuration, formatSeconds } from "../units.ts";
import { FailureExplanation } from "./failure-explanation.tsx";

const LIMIT = ALEXA_ANSWER_LIMIT_MILLISECONDS;
const NONE = "–";
const SECONDS = Array.from({ length: LIMIT / 1_000 - 1 }, (_, index) => index + 1);

interface ReadingsProps {
  readonly view: View | undefined;
  /** Milliseconds since the view began. */
  readonly elapsed: number;
  /** The last moment that is known of it, in the same milliseconds. */
  readonly extent: number;
}

/** The three figures that matter, over a gauge of Alexa's 6 s; of a view that failed, why. */
export function Readings({ view, elapsed, extent }: ReadingsProps) {
  const asking = view?.phase === "asking";
  const answered = view?.timeline.answerEvent;
  const spent = answered ?? (asking ? elapsed : Math.min(extent, LIMIT));
  const margin = view?.marginMilliseconds ?? (asking ? LIMIT - elapsed : undefined);
  // A view may fail long after its answer came in time.
  const tooLate = view?.phase === "failed" && (margin === undefined || margin < 0);
  const explanation = view?.failure && <FailureExplanation failure={view.failure} testid="timeline-failure" />;
  // Where a view failed before its answer, there is no figure to be read.
  const unread = explanation !== undefined && answered === undefined;
  return (
    <div class="readings">
      {unread ? (
        explanation
      ) : (
        <div class="reading-row">
          <Reading value={answered === undefined ? NONE : formatDuration(answered)} label="to the answer" />
          <Reading
            value={view?.timeline.firstFrame === undefined ? NONE : formatDuration(view.timeline.firstFrame)}
            label="to the first frame"
          />
          <Reading
            testid="margin"
            value={margin === undefined ? NONE : formatSeconds(Math.abs(margin))}
            label={`${margin !== undefined && margin < 0 ? "over" : "left of"} Alexa's ${LIMIT / 1_000} s`}
          />
        </div>
      )}
      <div class={tooLate ? "gauge gauge-bad" : "gauge"} aria-hidden="true">
        {spent > 0 && <span class="gauge-spent" style={{ width: `${Math.min((spent / LIMIT) * 100, 100)}%` }} />}
        {SECONDS.map((second) => (
          <span key={second} class="gauge-tick" style={{ left: `${((second * 1_000) / LIMIT) * 100}%` }} />
        ))}
      </div>
      {!unread && explanation}
    </div>
  );
}

function Reading({
  value,
  label,
  testid,
}: {
  readonly value: string;
  readonly label: string;
  readonly testid?: string;
}) {
  return (
    <p class="reading" data-testid={testid}>
      <strong>{value}</strong> <span>{label}</span>
    </p>
  );
}
