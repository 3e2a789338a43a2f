import { whyAsViewer } from "../../../view/ways.ts";
import type { View } from "../../state.ts";
import { formatDuration, formatSeconds } from "../units.ts";

/** How a view stands, in a word or our failure's code. */
export function outcomeOf({ phase, failure, timeline }: Pick<View, "phase" | "failure" | "timeline">): string {
  if (phase === "failed") return failure?.code ?? failure?.type ?? "failed";
  if (phase === "ended") return timeline.firstFrame === undefined ? "stopped" : "played";
  return phase;
}

/** Whether a view went well, for its colour. */
export function toneOf({ phase, timeline }: Pick<View, "phase" | "timeline">): "good" | "bad" | "neutral" {
  if (phase === "failed") return "bad";
  return phase === "playing" || (phase === "ended" && timeline.firstFrame !== undefined) ? "good" : "neutral";
}

/** What became of a view in a sentence, for who hears the page; empty while it is not yet known. */
export function outcomeSentence(view: View): string {
  const { phase, camera, timeline, failure, marginMilliseconds } = view;
  if (phase === "failed")
    return `${camera.name} failed: ${failure?.code ?? failure?.sentence ?? "no reason is known"}.`;
  if (phase === "ended") return `${camera.name} was stopped.`;
  if (phase !== "playing" || timeline.answerEvent === undefined) return "";
  const picture = timeline.firstFrame === undefined ? "" : `, first frame after ${formatDuration(timeline.firstFrame)}`;
  const margin = marginMilliseconds === undefined ? "" : `, ${formatSeconds(marginMilliseconds)} left of Alexa's 6 s`;
  const how = view.way === "viewer" ? " as viewer" : "";
  return `${camera.name} plays: answer${how} after ${formatDuration(timeline.answerEvent)}${picture}${margin}.`;
}

/** Why a view's answer did not come the documented way. */
export function asViewerSentence(view: Pick<View, "because">): string {
  return `Answered by ConnectAsViewer, ${whyAsViewer(view)}.`;
}

/** A view as it stands while the server is gone: with the page's connection its session is over. */
export function withoutServer(view: View): View {
  const goesOn = view.phase !== "failed" && view.phase !== "ended";
  return goesOn ? { ...view, phase: "ended" } : view;
}

/** The view of a device that is under way or was last; of any device when it had none. */
export function liveView(views: readonly View[], deviceId: string): View | undefined {
  return views.find((view) => view.deviceId === deviceId) ?? views[0];
}
