import type { WriteStream } from "node:tty";
import type { ReplayReport } from "../../rehearsal/replay/report.ts";
import { bold, dim, green, red } from "../style.ts";
import { wrap } from "../wrap.ts";

/** What came of a replayed directive, for people. */
export function formatReplay(
  report: ReplayReport,
  { fromLogLine }: { readonly fromLogLine: boolean },
  columns: number | undefined,
): string {
  const { directive, endpointId, replaced, ok, milliseconds, name, error, problem } = report;
  const stream = { isTTY: columns !== undefined, columns } as WriteStream;
  const indented = (text: string) => wrap(text, stream, "  ");
  return [
    "",
    `${bold(directive)}${endpointId === undefined ? "" : ` to ${endpointId}`}`,
    ...(fromLogLine ? [dim(indented("made of the log line, since the skill writes no directive down"))] : []),
    ...(replaced.length === 0 ? [dim("  nothing was masked or missing: sent as it is")] : []),
    ...replaced.map(({ field, by }) => dim(indented(`replaced: ${field} by ${by}`))),
    "",
    `${ok ? green("✔") : red("✘")} ${bold(name ?? "no event")} after ${milliseconds} ms`,
    ...(problem === undefined ? [] : [indented(problem)]),
    ...(error === undefined ? [] : describeError(error, report).map(indented)),
    "",
  ].join("\n");
}

function describeError(
  { type, code, sentence, alexaSays }: NonNullable<ReplayReport["error"]>,
  { cameras, replaced }: ReplayReport,
): string[] {
  const isOwnToken = replaced.some(({ field }) => /\.(?:scope|grantee)\b/.test(field));
  return [
    `${code ?? "no code"} (${type}): ${sentence}`,
    ...(alexaSays === undefined ? [] : [`Alexa may say: “${alexaSays}”`]),
    ...(code === "camera-not-found"
      ? [`The rehearsal has ${cameras.join(" and ")}: --camera ${cameras[0]} sends it there.`]
      : []),
    ...(code === "token-invalid" && !isOwnToken
      ? [
          "The rehearsal knows its own tokens alone: leave the token out, or write ••• in its place, and one of those is sent.",
        ]
      : []),
    ...(code === undefined ? [] : [`npx camera-skill doctor --explain ${code} says more.`]),
  ];
}
