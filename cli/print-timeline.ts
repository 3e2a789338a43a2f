import type { ViewReport } from "../rehearsal/view/report.ts";
import { ALEXA_ANSWER_LIMIT_MILLISECONDS, type Stage, stageNames } from "../rehearsal/view/timeline.ts";
import { stagesOf, waysIn, whyAsViewer } from "../rehearsal/view/ways.ts";
import { bold, dim, green, red } from "./style.ts";
import { wrap } from "./wrap.ts";

const NAME_WIDTH = 20;
const BAR_WIDTH = 40;

/** A view's timeline as people read it: a line a stage with its bar, then what arrived. */
export function formatReport(report: ViewReport): string {
  const lines = [
    "",
    bold(`“Alexa, show ${report.camera.name}”`),
    "",
    ...stageLines(report),
    "",
    ...outcomeLines(report),
    "",
  ];
  return lines.join("\n");
}

function stageLines(report: ViewReport): string[] {
  const { timeline, way } = report;
  const reached = stagesOf(timeline, { ways: waysIn(timeline), way }).flatMap((stage): [Stage, number][] => {
    const at = timeline[stage];
    return at === undefined ? [] : [[stage, at]];
  });
  const longest = Math.max(1, ...reached.map(([, at]) => at));
  const width = Math.max(NAME_WIDTH, ...reached.map(([stage]) => stageNames[stage].length + 1));
  return reached.map(([stage, at], index) => {
    const since = index === 0 ? 0 : (reached[index - 1]?.[1] ?? 0);
    return `  ${stageNames[stage].padEnd(width)}${at.toFixed(1).padStart(8)} ms  ${bar(since, at, longest)}`;
  });
}

function bar(from: number, to: number, longest: number): string {
  const start = Math.min(BAR_WIDTH - 1, Math.floor((from / longest) * BAR_WIDTH));
  const length = Math.max(1, Math.round((to / longest) * BAR_WIDTH) - start);
  return dim("·".repeat(start)) + green("━".repeat(length)) + " ".repeat(Math.max(0, BAR_WIDTH - start - length));
}

function outcomeLines(report: ViewReport): string[] {
  const { error, marginMilliseconds, timeline, problem, way } = report;
  if (error) {
    return [`  ${red("✘")} Alexa was told ${bold(error.type)}:`, wrap(error.message, process.stdout, "    ")];
  }
  const lines = (problem === undefined ? [] : [problem]).map((text) => `  ${red("✘")} ${text}`);
  if (timeline.answerEvent !== undefined && marginMilliseconds !== undefined) {
    const left = `${(marginMilliseconds / 1000).toFixed(2)} s left of Alexa's ${ALEXA_ANSWER_LIMIT_MILLISECONDS / 1000} s`;
    const asViewer = way === "viewer";
    lines.push(
      `  ${green("✔")} answered in ${timeline.answerEvent.toFixed(0)} ms${asViewer ? " as viewer" : ""}: ${left}`,
    );
    if (asViewer) lines.push(`    by ConnectAsViewer, ${whyAsViewer(report)}`);
  }
  return [...lines, ...receivedLines(report)];
}

function receivedLines({ video, audio, camera, ok }: ViewReport): string[] {
  if (!video || !audio || video.frames === 0) return [];
  const keyframes = `${video.keyframes} ${video.keyframes === 1 ? "keyframe" : "keyframes"}`;
  const received = `${video.frames} H.264 frames (${keyframes}) and ${audio.packets} Opus packets arrived`;
  if (!ok) return [`    ${received}`];
  const { read, first, last } = video.barcode;
  return [
    `  ${green("✔")} ${received}`,
    ...(read === 0
      ? []
      : [`  ${green("✔")} the barcode in the picture says ${camera.name}, frames ${first} to ${last}`]),
  ];
}
