import { ALEXA_ANSWER_LIMIT_MILLISECONDS, type Stage } from "../../../view/timeline.ts";
import { formatTick, placeOn, scaleFor } from "./scale.ts";
import { extentOf, type StageBar } from "./stage-bars.ts";
import { StageRow } from "./stage-row.tsx";

interface StageListProps {
  readonly bars: readonly StageBar[];
  readonly answerAt: number | undefined;
  /** Absent while there is no view. */
  readonly onOpen: ((stage: Stage) => void) | undefined;
}

/** The stages on an axis that fits the view: the 6 s would leave a good one a few pixels. */
export function StageList({ bars, answerAt, onOpen }: StageListProps) {
  const scale = scaleFor(extentOf(bars));
  // Of no view there is nothing to measure.
  const ticks = onOpen ? scale.ticks : [];
  const marks = [
    ...(answerAt === undefined ? [] : [{ name: "answer", at: answerAt }]),
    ...(scale.end >= ALEXA_ANSWER_LIMIT_MILLISECONDS ? [{ name: "limit", at: ALEXA_ANSWER_LIMIT_MILLISECONDS }] : []),
  ];
  return (
    <div class="stages">
      <div class="axis" aria-hidden="true">
        <span>Stage</span>
        <span class="axis-track">
          {onOpen && <span class="axis-start">0</span>}
          {ticks.map((tick) => (
            <span key={tick} style={{ left: `${placeOn(scale, tick)}%` }}>
              {formatTick(scale, tick)}
            </span>
          ))}
        </span>
        <span class="axis-took">took</span>
        <span>at</span>
      </div>
      <ol class="stage-rows" style={{ "--rows": bars.length }}>
        {bars.map((bar) => (
          <li key={bar.stage}>
            <StageRow bar={bar} scale={scale} onOpen={onOpen} />
          </li>
        ))}
      </ol>
      <div class="marks" aria-hidden="true">
        {ticks.map((tick) => (
          <span key={tick} class="mark-tick" style={{ left: `${placeOn(scale, tick)}%` }} />
        ))}
        {marks.map(({ name, at }) => (
          <span key={name} class={`mark-${name}`} style={{ left: `${placeOn(scale, at)}%` }} />
        ))}
      </div>
    </div>
  );
}
