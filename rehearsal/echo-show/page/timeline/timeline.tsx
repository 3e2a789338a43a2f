import { useState } from "preact/hooks";
import type { Stage } from "../../../view/timeline.ts";
import type { View } from "../../state.ts";
import { AsViewerTag } from "../views/as-viewer-tag.tsx";
import { asViewerSentence, outcomeOf, toneOf } from "../views/view-summary.ts";
import { Readings } from "./readings.tsx";
import { extentOf, type StagedView, stageBars } from "./stage-bars.ts";
import { StageDialog } from "./stage-dialog.tsx";
import { StageList } from "./stage-list.tsx";
import { useElapsed } from "./use-elapsed.ts";

interface TimelineProps {
  readonly view: View | undefined;
  readonly fromAnotherEcho: boolean;
  /** Absent when the live view is the one that is shown. */
  readonly onBackToLive: (() => void) | undefined;
}

/** One view, stage by stage, against Alexa's 6 s. */
export function TimelineSection({ view, fromAnotherEcho, onBackToLive }: TimelineProps) {
  const [opened, setOpened] = useState<Stage>();
  return (
    <section class="card timeline" aria-labelledby="timeline-title">
      <div class="card-head">
        <h2 id="timeline-title">Timeline</h2>
        <span class="timeline-phrase">
          {view ? `“${view.phrase}”` : "ask for a camera, and each step is drawn here"}
        </span>
        {fromAnotherEcho && <span class="tag">another Echo</span>}
        {view?.way === "viewer" && <AsViewerTag view={view} />}
        {view && <span class={`outcome outcome-${toneOf(view)}`}>{outcomeOf(view)}</span>}
        {onBackToLive && (
          <button type="button" class="text-button" onClick={onBackToLive}>
            Back to the latest
          </button>
        )}
      </div>
      {view?.way === "viewer" && (
        <p class="timeline-why" data-testid="timeline-why">
          {asViewerSentence(view)}
        </p>
      )}
      <MovingTimeline view={view} onOpen={setOpened} />
      {view && opened && <StageDialog view={view} stage={opened} onClose={() => setOpened(undefined)} />}
    </section>
  );
}

const nothingYet: StagedView = { phase: "ended", timeline: {}, ways: [] };

interface MovingTimelineProps {
  readonly view: View | undefined;
  readonly onOpen: (stage: Stage) => void;
}

/** The part that is drawn anew with every frame while a view is on its way. */
function MovingTimeline({ view, onOpen }: MovingTimelineProps) {
  const elapsed = useElapsed(view);
  const bars = stageBars(view ?? nothingYet, elapsed);
  return (
    <>
      <Readings view={view} elapsed={elapsed} extent={extentOf(bars)} />
      <StageList bars={bars} answerAt={view?.timeline.answerEvent} onOpen={view && onOpen} />
    </>
  );
}
