import { type Stage, stageNames, stages } from "../../../view/timeline.ts";
import { formatDuration } from "../units.ts";
import { placeOn, type Scale } from "./scale.ts";
import type { StageBar } from "./stage-bars.ts";

interface StageRowProps {
  readonly bar: StageBar;
  readonly scale: Scale;
  /** Absent while there is no view. */
  readonly onOpen: ((stage: Stage) => void) | undefined;
}

/** One stage: its name, its bar, how long it took and when it was reached. */
export function StageRow({ bar, scale, onOpen }: StageRowProps) {
  const { stage, status } = bar;
  const content = (
    <>
      <span class="stage-name">{stageNames[stage]}</span>
      <span class="stage-track" aria-hidden="true">
        <Bar bar={bar} scale={scale} />
      </span>
      <Times bar={bar} />
    </>
  );
  const classes = `stage stage-${status} ${afterAnswer(stage) ? "stage-picture" : ""}`;
  if (!onOpen) {
    return (
      <div class={classes} data-testid={`stage-${stage}`}>
        {content}
      </div>
    );
  }
  return (
    <button type="button" class={classes} data-testid={`stage-${stage}`} onClick={() => onOpen(stage)}>
      {content}
      <span class="heard-only">, see what crossed the wire</span>
    </button>
  );
}

function Bar({ bar: { status, from, to }, scale }: { readonly bar: StageBar; readonly scale: Scale }) {
  if (status === "waiting" || status === "passed") return null;
  const start = placeOn(scale, from);
  // Of a failure nobody watched it is not known how long the stage was waited for.
  const end = status === "missing" && to === from ? 100 : placeOn(scale, to);
  return <span class="bar" style={{ left: `${start}%`, width: `${end - start}%` }} />;
}

function Times({ bar: { status, from, to } }: { readonly bar: StageBar }) {
  if (status === "waiting") return <span class="stage-word heard-only">not reached</span>;
  if (status === "passed") {
    return (
      <span class="stage-word">
        <span aria-hidden="true">✓</span>
        <span class="heard-only">done, time follows</span>
      </span>
    );
  }
  if (status === "missing") {
    return (
      <span class="stage-word">
        {to > from ? (
          <>
            <span class="stage-failed-at">failed at </span>
            {formatDuration(to)}
          </>
        ) : (
          "never came"
        )}
      </span>
    );
  }
  return (
    <>
      <span class="stage-took">
        <span class="heard-only">took </span>
        {formatDuration(to - from)}
      </span>
      <span class="stage-at">
        <span class="heard-only">{status === "running" ? "so far, now at " : "reached at "}</span>
        {formatDuration(to)}
      </span>
    </>
  );
}

/** Whether a stage lies behind the answer, where Alexa's 6 s no longer count. */
function afterAnswer(stage: Stage): boolean {
  return stages.indexOf(stage) > stages.indexOf("answerEvent");
}
