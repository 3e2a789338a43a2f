import type { WriteStream } from "node:tty";
import type { ExaminedLink } from "../../rehearsal/breakages/report.ts";
import { ANSWER_LIMIT_MS } from "../../rehearsal/certification/expectations.ts";
import { dim, green, red, yellow } from "../style.ts";
import { wrap } from "../wrap.ts";

/** As wide as the longest title and a gap. */
const TITLE_WIDTH = 36;
const INDENT = "  ";

/** One examined link as people read it: what was looked at, what was seen, and below it what is worth knowing. */
export function formatLink(
  { title, outcome, sentence, notes = [], stages = {} }: ExaminedLink,
  columns: number | undefined,
): string {
  const marks = { ok: green("✔"), broken: red("✘"), skipped: dim("–") };
  const said = outcome === "skipped" ? `not examined: ${sentence}` : sentence;
  const at = " ".repeat(INDENT.length + TITLE_WIDTH);
  const [first = "", ...others] = wrapped(said, columns, at).split("\n");
  const times = Object.entries(stages).map(([stage, milliseconds]) => timeOf(stage, milliseconds));
  return [
    `${marks[outcome]} ${title.padEnd(TITLE_WIDTH)}${first.trimStart()}`,
    ...others,
    ...(times.length > 0 ? [dim(wrapped(times.join(" · "), columns, at))] : []),
    ...notes.map((note) => `${at}${yellow("!")} ${wrapped(note, columns, `${at}  `).trimStart()}`),
  ].join("\n");
}

/** The answer is what Alexa waits for; what comes before and after it counts towards nothing but the picture. */
function timeOf(stage: string, milliseconds: number): string {
  const limit = stage === "answer" ? ` of ${ANSWER_LIMIT_MS.toLocaleString("en")}` : "";
  return `${stage} ${milliseconds.toLocaleString("en")}${limit} ms`;
}

/** Text in lines as wide as the terminal; one line where there is none. */
export function wrapped(text: string, columns: number | undefined, indent: string): string {
  return wrap(text, { isTTY: columns !== undefined, columns } as WriteStream, indent);
}
