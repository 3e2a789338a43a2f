import { ALEXA_ANSWER_LIMIT_MILLISECONDS, type Stage, stages } from "../../../view/timeline.ts";
import { stagesOf, wayLeft, wayOf } from "../../../view/ways.ts";
import type { View } from "../../state.ts";

/** One stage as the timeline draws it, in milliseconds since Alexa sent the directive. */
export interface StageBar {
  readonly stage: Stage;
  /**
   * `late`: reached after Alexa had given up. `passed`: reached, since a later one was, but not known when: the skill's
   * log comes after its answer. `running`: it is awaited now. `missing`: the view failed for want of it. `waiting`: not
   * reached, and not its turn, or of a way that was left for the other.
   */
  readonly status: "reached" | "late" | "passed" | "running" | "missing" | "waiting";
  /** When the stage before was reached. */
  readonly from: number;
  /** When it was reached; for a stage that is awaited, now, and for one that never came, when that was known. */
  readonly to: number;
}

/** As much of a view as its stages are laid out by. */
export type StagedView = Pick<View, "phase" | "timeline" | "ways" | "way">;

/**
 * Lays out the stages of a view, all that belong to the ways it took, in their order; `elapsed` is how long it was
 * awaited, as far as known.
 */
export function stageBars(view: StagedView, elapsed: number): StageBar[] {
  const { timeline } = view;
  const rows = stagesOf(timeline, view);
  const left = wayLeft(view);
  const isLeft = (stage: Stage) => left !== undefined && wayOf(stage) === left;
  // A way has been begun before anything of it is seen; when is not always known before the skill's log.
  const lastReached = rows.findLastIndex((stage) => timeline[stage] !== undefined || stage === "viewerBegun");
  const next = rows.findIndex((stage, index) => index > lastReached && !isLeft(stage));
  const awaited = awaitedStatus(view);
  let before = 0;
  return rows.map((stage, index) => {
    const at = timeline[stage];
    if (at !== undefined) {
      // Clocks of two ends may put a stage a hair before the one that led to it.
      const bar: StageBar = {
        stage,
        status: isLate(stage, at) ? "late" : "reached",
        from: Math.min(before, at),
        to: at,
      };
      before = Math.max(before, at);
      return bar;
    }
    if (index <= lastReached && !isLeft(stage)) return { stage, status: "passed", from: before, to: before };
    if (index !== next || awaited === "waiting") return { stage, status: "waiting", from: before, to: before };
    return { stage, status: awaited, from: before, to: Math.max(before, elapsed) };
  });
}

/** The stage at which a view failed: the one that never came, or its answer when that came too late. */
export function failedStage(view: StagedView): Stage | undefined {
  if (view.phase !== "failed") return undefined;
  const bars = stageBars(view, 0);
  const failed = bars.find(({ status }) => status === "missing") ?? bars.findLast(({ status }) => status === "late");
  return failed?.stage;
}

/** How far the bars reach, in milliseconds. */
export function extentOf(bars: readonly StageBar[]): number {
  return Math.max(0, ...bars.map(({ to }) => to));
}

/** What is to be said of the first stage that was not reached. */
function awaitedStatus({ phase, timeline }: Pick<View, "phase" | "timeline">): "running" | "missing" | "waiting" {
  if (phase === "asking" || phase === "connecting") return "running";
  const tooLate = timeline.answerEvent !== undefined && isLate("answerEvent", timeline.answerEvent);
  return phase === "failed" && !tooLate ? "missing" : "waiting";
}

function isLate(stage: Stage, at: number): boolean {
  return at > ALEXA_ANSWER_LIMIT_MILLISECONDS && stages.indexOf(stage) <= stages.indexOf("answerEvent");
}
