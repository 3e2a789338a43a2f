import type { ViewReport } from "../rehearsal/view/report.ts";
import { ALEXA_ANSWER_LIMIT_MILLISECONDS, type Stage, stageNames, stages } from "../rehearsal/view/timeline.ts";
import { bold, dim, green, red } from "./style.ts";

const BAR_WIDTH = 32;

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
  const reached = stages.flatMap((stage): [Stage, number][] => {
    const at = report.timeline[stage];
    return at === undefined ? [] : [[stage, at]];
  });
  const longest = Math.max(1, ...reached.map(([, at]) => at));
  return reached.map(([stage, at], index) => {
    const since = index === 0 ? 0 : (reached[index - 1]?.[1] ?? 0);
    const margin = stage === "answerEvent" ? `  ${marginText(report)}` : "";
    return `  ${stageNames[stage].padEnd(20)}${at.toFixed(1).padStart(8)} ms  ${bar(since, at, longest)}${margin}`.trimEnd();
  });
}

function bar(from: number, to: number, longest: number): string {
  const start = Math.min(BAR_WIDTH - 1, Math.floor((from / longest) * BAR_WIDTH));
  const length = Math.max(1, Math.round((to / longest) * BAR_WIDTH) - start);
  return dim("·".repeat(start)) + green("━".repeat(length)) + " ".repeat(Math.max(0, BAR_WIDTH - start - length));
}

function marginText(report: ViewReport): string {
  if (report.marginMilliseconds === undefined) return "";
  const seconds = (report.marginMilliseconds / 1000).toFixed(2);
  return dim(`${seconds} s left of Alexa's ${ALEXA_ANSWER_LIMIT_MILLISECONDS / 1000} s`);
}

function outcomeLines(report: ViewReport): string[] {
  if (report.error) {
    const code = report.error.code ? ` (${report.error.code})` : "";
    return [`  ${red("✘")} Alexa was told ${bold(report.error.type)}${code}: ${report.error.message}`];
  }
  const received = receivedText(report);
  if (!report.ok) return [`  ${red("✘")} ${report.problem ?? "no picture"}`, ...(received ? [`    ${received}`] : [])];
  return [`  ${green("✔")} ${received}`];
}

function receivedText(report: ViewReport): string | undefined {
  if (!report.video || !report.audio) return undefined;
  const { frames, keyframes, barcode } = report.video;
  const plural = keyframes === 1 ? "keyframe" : "keyframes";
  return [
    `${frames} H.264 frames (${keyframes} ${plural}), ${report.audio.packets} Opus packets;`,
    `the barcode in the picture says ${report.camera.name}, frames ${barcode.first} to ${barcode.last}`,
  ].join(" ");
}
